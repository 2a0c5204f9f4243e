"""Addresses of a contractor's invoices."""

from django.urls import path

from outhaul.web.portal.invoices import pages, sending

urlpatterns = [
    path("<slug:engagement>/invoices/", pages.invoices, name="portal-invoices"),
    path("<slug:engagement>/invoices/make/", pages.make, name="portal-make-invoice"),
    path("<slug:engagement>/invoices/send-in/", sending.send, name="portal-send-invoice"),
    path("<slug:engagement>/invoices/<slug:invoice>/", pages.invoice, name="portal-invoice"),
    path(
        "<slug:engagement>/invoices/<slug:invoice>/take-back/",
        pages.withdraw,
        name="portal-take-invoice-back",
    ),
    path("<slug:engagement>/invoices/<slug:invoice>/invoice.pdf", pages.pdf, name="portal-invoice-pdf"),
    path("<slug:engagement>/invoices/<slug:invoice>/paper", pages.paper, name="portal-invoice-paper"),
]
