"""The other house: what we ask it for, what we believe of its answer, and how little of that is kept."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

BELIEVED = {"email": str, "email_verified": bool, "name": str}
LONGEST = SocialAccount._meta.get_field("uid").max_length or 0


class Door(OpenIDConnectOAuth2Adapter):
    """Speaks with the other house: its token must be signed by its own keys, for us, and still hold."""

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Read who came; what the token does not say is asked for, and must be said of the same person."""
        said = kwargs["response"].get("id_token")
        if not isinstance(said, str):
            raise OAuth2Error("The answer holds no id_token")
        claims = self._decode_id_token(app, said)
        known = claims.get("sub")
        if not isinstance(known, str) or not 0 < len(known) <= LONGEST:
            raise OAuth2Error("The id_token names nobody")
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != known:
                raise OAuth2Error("The userinfo speaks of somebody else")
            claims = told | claims
        kept = {name: claims[name] for name, kind in BELIEVED.items() if isinstance(claims.get(name), kind)}
        return self.get_provider().sociallogin_from_response(request, {"sub": known, **kept})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Give the one address, in no language, that the other house has written down."""
        return build_absolute_uri(request, reverse("elsewhere-back"))


class House(OpenIDConnectProvider):
    """The one other house of an installation. Of what it says only its name for the person is kept."""

    oauth2_adapter_class = Door

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return f"{reverse('elsewhere')}?{urlencode(kwargs)}" if kwargs else reverse("elsewhere")

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Give the address that the house says it has confirmed: with a plain true, nothing like it."""
        if "email" not in data:
            return []
        return [EmailAddress(email=data["email"], verified=data.get("email_verified") is True, primary=True)]
