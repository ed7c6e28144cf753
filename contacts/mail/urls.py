"""Addresses of the mail room."""

from django.urls import path

from contacts.mail.screens import screens
from contacts.mail.screens.trial import Trial
from crm.kit.screens.registry import paths

urlpatterns = [path("trial/", Trial.as_view(), name="mail-trial"), *paths(*screens())]
