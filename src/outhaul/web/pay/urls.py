"""Addresses of pay."""

from django.urls import path

from outhaul.web.pay import account, bank, exports, invoice, invoices, ledger, payments, runs

urlpatterns = [
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/invoices.<slug:kind>", invoices.export, name="export-invoices"),
    path("invoices/<slug:invoice>/", invoice.invoice, name="invoice"),
    path("invoices/<slug:invoice>/pay/", invoice.pay, name="pay-invoice"),
    path("invoices/<slug:invoice>/invoice.pdf", invoice.pdf, name="invoice-pdf"),
    path("invoices/<slug:invoice>/paper", invoice.sent_in, name="invoice-paper"),
    path("invoices/<slug:invoice>/<slug:verb>/", invoice.answer, name="answer-invoice"),
    path("bill/<slug:engagement>/", invoice.bill, name="bill-engagement"),
    path("runs/", runs.runs, name="pay-runs"),
    path("runs/new/", runs.new, name="new-pay-run"),
    path("runs/<slug:run>/", runs.run, name="pay-run"),
    path("runs/<slug:run>/file.<slug:kind>", runs.file, name="pay-run-file"),
    path("runs/<slug:run>/<slug:verb>/", runs.step, name="step-pay-run"),
    path("payments/", payments.payments, name="payments"),
    path("payments/payments.<slug:kind>", payments.export, name="export-payments"),
    path("payments/<slug:payment>/", payments.payment, name="payment"),
    path("payments/<slug:payment>/failed/", payments.failed, name="payment-failed"),
    path("payments/<slug:payment>/undo/", payments.undo, name="undo-payment"),
    path("bank/", bank.bank, name="bank"),
    path("bank/columns/", bank.columns, name="bank-columns"),
    path("bank/<slug:statement>/", bank.statement, name="bank-statement"),
    path("bank/line/<slug:line>/<slug:verb>/", bank.line, name="bank-line"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/ledger.<slug:kind>", ledger.export, name="export-ledger"),
    path("accountant/", exports.accountant, name="accountant"),
    path("accountant/bills-<slug:programme>.csv", exports.bills_file, name="export-bills"),
    path("accountant/1099-nec.<slug:kind>", exports.year_file, name="export-year"),
    path("account/", account.account, name="pay-account"),
    path("account/limit/<slug:role>/", account.limit, name="approval-limit"),
    path("account/rate/", account.rate, name="exchange-rate"),
]
