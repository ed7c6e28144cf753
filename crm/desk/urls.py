"""Addresses of the desk."""

from django.urls import path

from crm.desk import attention, exporting, lists, screens

urlpatterns = [
    path("settings/", screens.MySettings.as_view(), name="my-settings"),
    path("shortcuts/", screens.shortcuts, name="shortcuts"),
    path("attention/", attention.attention, name="attention"),
    path("attention/count/", attention.attention_count, name="attention-count"),
    path("language/", screens.choose_language, name="set_language"),
    path("arrange/", screens.arrange, name="desk-arrange"),
    path("fold/", screens.fold, name="desk-fold"),
    path("columns/<str:label>/", lists.ColumnsScreen.as_view(), name="desk-columns"),
    path("columns/<str:label>/width/", lists.WidthScreen.as_view(), name="desk-width"),
    path("views/<str:label>/", lists.ViewsScreen.as_view(), name="desk-views"),
    path("views/<str:label>/save/", lists.SaveView.as_view(), name="desk-save-view"),
    path("exports/<int:key>/", exporting.ExportedFile.as_view(), name="desk-export"),
    path("seen/", screens.seen, name="desk-seen"),
]
