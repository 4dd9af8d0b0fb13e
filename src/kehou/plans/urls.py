"""Addresses of plans."""

from django.urls import path

from kehou.plans.views import arranging, county, editor, school, suggesting, versions

urlpatterns = [
    path("plans/", school.index, name="plans"),
    path("plans/opening/", school.opening, name="plan-opening"),
    path("plans/<uuid:plan_id>/", school.overview, name="plan"),
    path("plans/<uuid:plan_id>/versions/<int:number>/", school.overview, name="plan-version"),
    path(
        "plans/<uuid:plan_id>/versions/<int:number>/differences/", versions.differing, name="plan-differences"
    ),
    path("plans/<uuid:plan_id>/versions/<int:number>/paper/", versions.paper, name="plan-paper"),
    path("plans/<uuid:plan_id>/arrangement/", arranging.arrangement, name="plan-arrangement"),
    path("plans/<uuid:plan_id>/clashes/", suggesting.clashes, name="plan-clashes"),
    path("plans/<uuid:plan_id>/previous/", editor.previous, name="plan-previous"),
    path("plans/<uuid:plan_id>/roll-figures/", editor.roll_figures, name="plan-roll-figures"),
    path("plans/<uuid:plan_id>/copy/", editor.copy, name="plan-copy"),
    path("plans/<uuid:plan_id>/sections/<slug:slug>/", editor.section, name="plan-section"),
    path("plans/<uuid:plan_id>/sections/<slug:slug>/<str:entry>/", editor.section, name="plan-entry"),
    path(
        "plans/<uuid:plan_id>/sections/<slug:slug>/<str:entry>/removal/",
        editor.removal,
        name="plan-entry-removal",
    ),
    path("plans/<uuid:plan_id>/submission/", school.submission, name="plan-submission"),
    path("plans/<uuid:plan_id>/amendment/", school.amendment, name="plan-amendment"),
    path("reviews/", county.queue, name="reviews"),
    path("reviews/replies/", county.replies, name="replies"),
    path("reviews/<uuid:version_id>/", county.review, name="review"),
    path("reviews/<uuid:version_id>/taking/", county.taking, name="review-taking"),
    path("reviews/<uuid:version_id>/comments/", county.comment, name="review-comment"),
    path("reviews/<uuid:version_id>/co-signature/", county.co_signature, name="review-co-signature"),
    path("plans/<uuid:plan_id>/standing/", county.standing, name="plan-standing"),
    path("replies/<uuid:decision_id>/", county.reply, name="reply"),
    path("reviews/<uuid:version_id>/decision/", county.decision, name="review-decision"),
]
