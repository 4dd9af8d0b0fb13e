"""The statements in which a batch of requests meets the database. Families first, then courses, by id.

Every writer takes the locks in this order, so that none waits for another in a circle. The locks make the
answers true; the CHECK and the unique keys are there for every other writer.
"""

SCOPE = (
    "SELECT set_config('kehou.areas', '', true), set_config('kehou.schools', %s, true),"
    " set_config('kehou.counties', %s, true)"
)
LOCK_PARTIES = (
    "SELECT id FROM enrolment_party WHERE rush_id = %s AND id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE"
)
LOCK_COURSES = (
    "SELECT option_key, taken, asked, waiting FROM enrolment_coursecount"
    " WHERE rush_id = %s AND option_key = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
)
HELD = (
    "SELECT DISTINCT pupil_id::text, party_id::text, option_key, 0 FROM enrolment_claim"
    " WHERE party_id = ANY(%s::uuid[]) AND ended_at IS NULL"
    " UNION ALL SELECT pupil_id::text, party_id::text, option_key, line_place FROM enrolment_inline"
    " WHERE party_id = ANY(%s::uuid[])"
)
GIVE = (
    "INSERT INTO enrolment_claim (id, county_code, school_id, rush_id, party_id, pupil_id, band, option_key,"
    " number, chosen_by, chosen_at)"
    " SELECT row_id, %s, %s, %s, party, pupil, band, option_key, number, chooser, chosen_at"
    " FROM json_to_recordset(%s::json) AS row(row_id uuid, party uuid, pupil uuid, band text,"
    " option_key text, number int, chooser uuid, chosen_at timestamptz)"
    " ON CONFLICT (rush_id, pupil_id, band) WHERE ended_at IS NULL DO NOTHING RETURNING 1"
)
LINE_UP = (
    "INSERT INTO enrolment_inline (id, county_code, school_id, rush_id, party_id, pupil_id, option_key,"
    " number, line_place, asked_by, asked_at)"
    " SELECT row_id, %s, %s, %s, party, pupil, option_key, number, place, asker, asked_at"
    " FROM json_to_recordset(%s::json) AS row(row_id uuid, party uuid, pupil uuid, option_key text,"
    " number int, place int, asker uuid, asked_at timestamptz)"
    " ON CONFLICT (rush_id, pupil_id, option_key) DO NOTHING RETURNING 1"
)
COUNT = (
    "UPDATE enrolment_coursecount AS course SET taken = course.taken + given, asked = course.asked + given"
    " + lined, waiting = course.waiting + lined"
    " FROM unnest(%s::text[], %s::int[], %s::int[]) AS added(option_key, given, lined)"
    " WHERE course.rush_id = %s AND course.option_key = added.option_key"
)
COUNTS = "SELECT option_key, capacity, taken, waiting FROM enrolment_coursecount WHERE rush_id = %s"
