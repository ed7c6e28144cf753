"""Addresses of background work."""

from django.urls import path

from crm.jobs.screens import JobList, JobScreen

urlpatterns = [
    path("", JobList.as_view(), name="jobs"),
    path("<int:key>/", JobScreen.as_view(), name="job"),
]
