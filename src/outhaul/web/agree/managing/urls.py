"""Addresses of managers and their training."""

from django.urls import path

from outhaul.web.agree.managing import course, page

urlpatterns = [
    path("managing/", page.managing, name="managing"),
    path("managing/<str:manager>/train/", page.train, name="add-training"),
    path("managing/<str:manager>/seat/", page.seat, name="take-seat"),
    path("training/<int:training>/remove/", page.untrain, name="remove-training"),
    path("training/<int:training>/restore/", page.retrain, name="restore-training"),
    path("course/", course.course, name="course"),
    path("course/test/", course.exam, name="course-test"),
    path("course/<slug:lesson>/", course.lesson, name="lesson"),
]
