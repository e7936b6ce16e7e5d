"""The settings of signing in through a provider, ``DEBRIEF_OIDC_…``; ``core.settings`` holds the others.

They count with DEBRIEF_ACCESS=oidc only. What is missing then is one sentence at the start, not an error at the first
sign-in. Not here: what a group may do (``core.domain.people.workspace_role``).
"""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from core.domain.loopback import is_loopback
from core.domain.people.workspace_role import WorkspaceRole

METADATA = "/.well-known/openid-configuration"
LONGEST_SECRET = 4096  # bytes of a file; a secret has some forty

_List = Annotated[tuple[str, ...], NoDecode]


class OidcSettings(BaseSettings):
    oidc_issuer: str = Field(default="", description="The provider's issuer, or the address of its metadata.")
    oidc_client_id: str = Field(default="", description="What the provider calls this Debrief.")
    oidc_client_secret: str = Field(default="", repr=False, description="The secret that the provider gave for it.")
    oidc_client_secret_file: Path | None = Field(default=None, description="A file with that secret in it, instead.")
    oidc_name: str = Field(default="", max_length=40, description="What the button calls the provider.")
    oidc_scopes: str = Field(default="openid profile email", description="What the provider is asked for.")
    oidc_name_claim: str = Field(default="name", description="The claim that holds a person's name.")
    oidc_groups_claim: str = Field(default="groups", description="The claim that lists a person's groups.")
    oidc_allowed_domains: _List = Field(default=(), description="Only people with a verified address there come in.")
    oidc_allowed_groups: _List = Field(default=(), description="Only people in one of these groups come in.")
    oidc_roles: Annotated[dict[str, WorkspaceRole], NoDecode] = Field(
        default_factory=dict, description="What groups may do: group=role, with commas between."
    )
    oidc_default_role: WorkspaceRole = Field(
        default=WorkspaceRole.PARTICIPANT, description="The role of whoever is in none of those groups."
    )
    oidc_hours: float = Field(default=12, gt=0, le=720, description="How long a sign-in lasts, in hours.")

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, value: str) -> str:
        """The issuer alone: its metadata stands at an address that follows from it."""
        value = value.strip().removesuffix(METADATA)
        if not value:
            return ""
        parts = urlsplit(value)
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
        if not safe or not parts.netloc or parts.query or parts.fragment or parts.username:
            raise ValueError("an address such as https://login.example.org/realms/ours is needed, with https")
        return value

    @field_validator("oidc_allowed_domains", "oidc_allowed_groups", mode="before")
    @classmethod
    def _parts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("oidc_allowed_domains")
    @classmethod
    def _domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(domain.lower().removeprefix("@") for domain in value)

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _roles(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.rpartition("=") for part in value.split(",") if part.strip()]
        if not all(group.strip() for group, _, _ in pairs):
            raise ValueError("pairs such as sre=facilitator, audit=viewer are needed")
        return {group.strip(): role.strip().lower() for group, _, role in pairs}

    @field_validator("oidc_scopes")
    @classmethod
    def _scopes(cls, value: str) -> str:
        scopes = value.replace(",", " ").split()
        return " ".join(scopes if "openid" in scopes else ["openid", *scopes])

    @model_validator(mode="after")
    def _secret_of_file(self) -> Self:
        if self.oidc_client_secret_file is None:
            return self
        if self.oidc_client_secret:
            raise ValueError("DEBRIEF_OIDC_CLIENT_SECRET and DEBRIEF_OIDC_CLIENT_SECRET_FILE are both set: keep one")
        try:
            with self.oidc_client_secret_file.expanduser().open("rb") as file:
                secret = file.read(LONGEST_SECRET + 1).decode().strip()
        except (OSError, ValueError):
            raise ValueError("the file of DEBRIEF_OIDC_CLIENT_SECRET_FILE cannot be read") from None
        if not secret or len(secret) > LONGEST_SECRET:
            raise ValueError("the file of DEBRIEF_OIDC_CLIENT_SECRET_FILE holds no secret")
        object.__setattr__(self, "oidc_client_secret", secret)  # the settings are frozen
        return self

    @property
    def provider_name(self) -> str:
        """What people read on the button: the name that was set, or the provider's host."""
        return self.oidc_name or urlsplit(self.oidc_issuer).hostname or "the provider"
