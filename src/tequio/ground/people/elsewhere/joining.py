"""Who comes in by the other house: somebody who joined it to their account, or somebody new; never into another's account."""

from typing import Any, ClassVar

from allauth.account.internal.userkit import filter_users_by_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.forms import DisconnectForm
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


class Joining(DefaultSocialAccountAdapter):
    """Decides who may come in, and takes the name along (ADR 11)."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Choose a password first: without it nothing else would open your account."),
        "no_verified_email": _(
            "Confirm your e-mail address first: follow the link in the letter we sent you."
        ),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let known people in, and new ones whose address the house has confirmed and no account here has.

        Refuses an address that is not confirmed, and one of an account here: its owner signs in as ever and joins the two.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        name = sociallogin.provider.name
        confirmed = [address.email for address in sociallogin.email_addresses if address.verified]
        if not confirmed:
            raise Refused("person.unconfirmed_elsewhere", house=name)
        if filter_users_by_email(confirmed[0]):
            raise Refused("person.known_elsewhere", house=name)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        person: Person = super().populate_user(request, sociallogin, {"email": data.get("email")})
        person.name = one_line(str(data.get("name") or ""))[: Person._meta.get_field("name").max_length]
        return person


class PartForm(DisconnectForm):
    """The account elsewhere that shall no longer open the account here; those of a former house open nothing anyway."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        houses = [house.sub_id for house in get_adapter().list_providers(self.request)]
        self.accounts = SocialAccount.objects.filter(user=self.request.user, provider__in=houses)
        self.fields["account"].queryset = self.accounts
