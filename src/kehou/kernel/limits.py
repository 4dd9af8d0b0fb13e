"""Upper bounds on what one request or file may hold, so that nothing grows without a limit."""

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
MAX_ROLL_ROWS = 60_000
MAX_ROLL_COLUMNS = 200
MAX_COURSES_PER_PLAN = 300
MAX_SLOTS_PER_PLAN = 600
MAX_WISHES_PER_SLOT = 10
MAX_TEXT = 4_000
MAX_SHORT_TEXT = 200
PAGE_ROWS = 50
