"""The statements in which a batch of requests meets the database. The choice, then families, then courses.

Every writer takes the locks in this order, rows of a kind by id, so that none waits for another in a circle.
The locks make the answers true; the CHECK and the unique keys are there for every other writer. Many rows
come as one array a column, which is read at a tenth of the cost of JSON.
"""

SCOPE = (
    "SELECT set_config('kehou.areas', '', true), set_config('kehou.schools', %s, true),"
    " set_config('kehou.counties', %s, true)"
)
LOCK_WINDOW = "SELECT 1 FROM enrolment_choicewindow WHERE id = %s FOR SHARE"  # the closing waits for it
CLOSED = "SELECT count(*) FROM enrolment_closing WHERE window_id = %s"
LOCK_PARTIES = (
    "SELECT count(*) FROM (SELECT 1 FROM enrolment_party WHERE id = ANY(%s::uuid[])"
    " ORDER BY id FOR NO KEY UPDATE) AS held"
)
LOCK_COURSES = (
    "SELECT option_key, taken, asked, waiting FROM enrolment_coursecount"
    " WHERE rush_id = %s AND option_key = ANY(%s::text[]) ORDER BY id FOR NO KEY UPDATE"
)
# Ended places are read and then left out: of a young table the server does not know the size, takes few to be
# without an end, and would read all of those by their index.
HELD = (
    "WITH claimed AS MATERIALIZED (SELECT DISTINCT pupil_id, party_id, option_key, ended_at"
    " FROM enrolment_claim WHERE party_id = ANY(%s::uuid[]))"
    " SELECT pupil_id::text, party_id::text, option_key, 0 FROM claimed WHERE ended_at IS NULL"
    " UNION ALL SELECT pupil_id::text, party_id::text, option_key, line_place FROM enrolment_inline"
    " WHERE party_id = ANY(%s::uuid[])"
)
LATER_TURNS = (
    "SELECT asked.option_key, held.* FROM unnest(%s::text[], %s::timestamptz[], %s::int[])"
    " AS asked(option_key, counts_at, many) CROSS JOIN LATERAL (SELECT DISTINCT counts_at, number,"
    " pupil_id::text, party_id::text FROM enrolment_claim AS claim WHERE claim.rush_id = %s"
    " AND claim.option_key = asked.option_key AND claim.ended_at IS NULL"
    " AND claim.counts_at > asked.counts_at ORDER BY counts_at DESC, number DESC LIMIT asked.many)"
    " AS held"
)
GIVE_WAY = (
    "WITH gone AS (UPDATE enrolment_claim AS claim SET ended_at = %s FROM unnest(%s::uuid[], %s::uuid[],"
    " %s::text[], %s::int[]) AS passed(id, pupil_id, option_key, place) WHERE claim.rush_id = %s"
    " AND claim.pupil_id = passed.pupil_id AND claim.option_key = passed.option_key"
    " AND claim.ended_at IS NULL RETURNING claim.*, passed.id AS line, passed.place)"
    " INSERT INTO enrolment_inline (county_code, school_id, rush_id, id, party_id, pupil_id, option_key,"
    " number, line_place, asked_by, asked_at, counts_at, gave_way_at)"
    " SELECT DISTINCT county_code, school_id, rush_id, line, party_id, pupil_id, option_key, number, place,"
    " chosen_by, chosen_at, counts_at, ended_at FROM gone"
)
GIVE = (
    "INSERT INTO enrolment_claim (county_code, school_id, rush_id, id, party_id, pupil_id, band, option_key,"
    " number, chosen_by, chosen_at, counts_at)"
    " SELECT %s, %s::uuid, %s::uuid, row.* FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[],"
    " %s::text[], %s::int[], %s::uuid[], %s::timestamptz[], %s::timestamptz[]) AS row"
)
LINE_UP = (
    "INSERT INTO enrolment_inline (county_code, school_id, rush_id, id, party_id, pupil_id, option_key,"
    " number, line_place, asked_by, asked_at, counts_at, gave_way_at)"
    " SELECT %s, %s::uuid, %s::uuid, row.*, %s::timestamptz FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[],"
    " %s::text[], %s::int[], %s::int[], %s::uuid[], %s::timestamptz[], %s::timestamptz[]) AS row"
)
COUNT = (
    "UPDATE enrolment_coursecount AS course SET taken = course.taken + more_taken,"
    " asked = course.asked + more_asked, waiting = course.waiting + more_waiting"
    " FROM unnest(%s::text[], %s::int[], %s::int[], %s::int[])"
    " AS added(option_key, more_taken, more_asked, more_waiting)"
    " WHERE course.rush_id = %s AND course.option_key = added.option_key"
)
