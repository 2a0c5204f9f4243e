"""What the library's forms look like on our pages."""

from allauth.account.utils import get_request_param
from allauth.socialaccount.adapter import get_adapter
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _


def calm(form: BaseForm, *, focus: bool = False) -> BaseForm:
    """Return `form` with our words, without placeholders, and with help that fits a line.

    With `focus` the first field that is wrong, else the first one, is where typing begins.
    """
    labels, helps = _labels(), _helps()
    for bound in form:
        bound.label = labels.get(bound.name, bound.label)
        bound.help_text = helps.get(bound.name, bound.help_text)
        bound.field.help_text = bound.help_text
        bound.field.widget.attrs.pop("placeholder", None)
        if bound.name == "code":
            bound.field.widget.attrs.update(autocapitalize="off", spellcheck="false")
    if focus:
        _focus(form)
    return form


def _labels() -> dict[str, str]:
    return {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "password": _("Password"),
        "oldpassword": _("Your password now"),
        "password1": _("Password"),
        "password2": _("The same password again"),
        "code": _("Code"),
        "recipient": _("Send it to"),
        "passwordless": _("Sign in with it alone, without a password"),
    }


def _helps() -> dict[str, str]:
    return {
        "password": "",
        "oldpassword": "",
        "password1": _("8 characters or more, and not one that many people use."),
        "passwordless": _(
            "Needs a finger, a face or a PIN. Otherwise it is a second step after the password."
        ),
    }


def _focus(form: BaseForm) -> None:
    visible = form.visible_fields()
    wrong = [field for field in visible if field.errors]
    for field in [*wrong, *visible][:1]:
        field.field.widget.attrs["autofocus"] = True


def sign_in_providers(request: HttpRequest, process: str) -> list[tuple[str, str]]:
    """Return name and address of each provider of single sign-on; `process` is "login" or "connect"."""
    back = get_request_param(request, "next")
    extra = {"next": back} if back else {}
    return [
        (provider.name, provider.get_login_url(request, process=process, **extra))
        for provider in get_adapter().list_providers(request)
    ]


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


def browser_name(user_agent: str) -> str:
    """Return what a person calls a browser.

    >>> browser_name("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    """
    browser = next((name for mark, name in (*BROWSERS, ("Safari/", "Safari")) if mark in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "").replace("Mac OS X", "Mac")
    return ", ".join(filter(None, (browser, system))) or user_agent or _("An unknown browser")
