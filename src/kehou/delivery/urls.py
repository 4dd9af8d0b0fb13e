"""Addresses of the afternoon: short ones, for phones."""

from django.urls import path

from kehou.delivery.views import (
    board,
    classes,
    collectors,
    families,
    gate,
    log,
    marks,
    office,
    safety,
    sessions,
)

_SESSION = "afternoon/sessions/<uuid:session_id>/"
_CHILD = "family/<uuid:pupil_id>/"

urlpatterns = [
    path("afternoon/sessions/", sessions.day, name="afternoon"),
    path("afternoon/sessions/planning/", office.planning, name="afternoon-planning"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}opening/", sessions.opening, name="session-opening"),
    path(f"{_SESSION}roll/", sessions.roll, name="session-roll"),
    path(f"{_SESSION}marks/", marks.batch, name="session-marks"),
    path(f"{_SESSION}log/", sessions.log, name="session-log"),
    path(f"{_SESSION}supervision/", sessions.supervision, name="session-supervision"),
    path(f"{_SESSION}substitution/", office.substitution, name="session-substitution"),
    path(f"{_SESSION}cancellation/", office.cancellation, name="session-cancellation"),
    path(f"{_SESSION}room/", office.room, name="session-room"),
    path(f"{_SESSION}acceptance/", office.acceptance, name="session-acceptance"),
    path(f"{_SESSION}lateness/", office.lateness, name="session-lateness"),
    path("afternoon/classes/", classes.index, name="classes"),
    path("afternoon/classes/<uuid:class_id>/", classes.handover, name="class-handover"),
    path("afternoon/leaves/", classes.leaves, name="leaves"),
    path("afternoon/leaves/<uuid:request_id>/", classes.leave_answer, name="leave-answer"),
    path("afternoon/gate/", gate.gate, name="gate"),
    path("afternoon/gate/line/", gate.line, name="gate-line"),
    path("afternoon/gate/visits/", gate.visit, name="gate-visit"),
    path("afternoon/gate/passes/", gate.visitor_pass, name="gate-pass"),
    path("afternoon/gate/paper/", collectors.paper, name="gate-paper"),
    path("afternoon/gate/<uuid:pupil_id>/", gate.child, name="gate-child"),
    path("afternoon/gate/<uuid:pupil_id>/lateness/", gate.late_pickup, name="gate-lateness"),
    path("afternoon/board/", board.board, name="custody-board"),
    path("afternoon/board/closing/", board.closing, name="board-closing"),
    path("afternoon/board/duty/", board.duty, name="board-duty"),
    path("afternoon/board/<uuid:pupil_id>/explanation/", board.explanation, name="board-explanation"),
    path("afternoon/board/<uuid:pupil_id>/finding/", board.finding, name="board-finding"),
    path("afternoon/log/", log.service_log, name="service-log"),
    path("afternoon/incidents/", safety.index, name="incidents"),
    path("afternoon/incidents/report/", safety.report, name="incident-report"),
    path("afternoon/incidents/<uuid:incident_id>/", safety.incident, name="incident"),
    path("afternoon/safety/", safety.activities, name="safety-activities"),
    path("afternoon/hazards/", safety.hazards, name="hazards"),
    path("afternoon/hazards/<uuid:hazard_id>/clearing/", safety.clearing, name="hazard-clearing"),
    path("family/today/", families.today, name="family-today"),
    path(f"{_CHILD}leave/", families.leave, name="family-leave"),
    path(f"{_CHILD}absence/", families.absence, name="family-absence"),
    path(f"{_CHILD}alone/", families.alone, name="family-alone"),
]
