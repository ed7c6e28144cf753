"""Addresses of users, and of the link by which somebody chooses a password."""

from django.urls import path

from crm.access.passwords import SetPassword
from crm.access.users import EditUser, NewUser, PasswordLink, UserCard, UserList

urlpatterns = [
    path("setup/users/", UserList.as_view(), name="users"),
    path("setup/users/new/", NewUser.as_view(), name="user-new"),
    path("setup/users/<int:key>/", UserCard.as_view(), name="user"),
    path("setup/users/<int:key>/edit/", EditUser.as_view(), name="user-edit"),
    path("setup/users/<int:key>/password/", PasswordLink.as_view(), name="user-password"),
    path("set-password/<uidb64>/<token>/", SetPassword.as_view(), name="set-password"),
]
