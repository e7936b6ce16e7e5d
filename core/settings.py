"""All that a team can set from outside, one class, read from ``DEBRIEF_…`` environment variables.

What is about signing in stands in ``core.oidc_settings``, which this class includes.
Each setting is named and explained in ``docs/settings.md``; a test holds the two together. There is no
default for a secret: the workspace key and the instance's secret are made at first start and kept in the
database. Not here: limits of the protocol (``core.live.limits``), and anything of one postmortem.
"""

import ipaddress
import os
import sys
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from core.domain.loopback import is_loopback
from core.errors import BadInput
from core.oidc_settings import OidcSettings

Access = Literal["open", "key", "oidc"]
LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
Private = Literal["refuse", "allow"]
SmtpTls = Literal["starttls", "tls", "none"]


def default_data_folder(*, checkout: bool | None = None) -> Path:
    """``data`` where Debrief runs from a checkout. Installed, a folder of the user's own, so that each command finds
    the same database from wherever it is called. ``checkout`` stands in for looking beside the code, in tests.
    """
    if Path(__file__).resolve().parents[1].joinpath("pyproject.toml").is_file() if checkout is None else checkout:
        return Path("data")
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        own = "~/Library/Application Support"
    else:
        own = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(own) / "debrief"


class Settings(OidcSettings):
    model_config = SettingsConfigDict(env_prefix="DEBRIEF_", frozen=True, extra="ignore", env_ignore_empty=True)

    data: Path = Field(
        default_factory=default_data_folder,
        validate_default=True,
        description="The folder for everything that is kept.",
    )
    database_url: str = Field(
        default="", repr=False, description="A PostgreSQL address; SQLite in the data folder when empty."
    )
    access: Access | None = Field(default=None, description="open, key or oidc; decided by the address when not set.")
    url: str | None = Field(default=None, description="The address that others reach Debrief at.")
    host: str = Field(default="127.0.0.1", description="The address the server listens on.")
    port: int = Field(default=8501, ge=1, le=65535, description="The port the server listens on.")
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Addresses of reverse proxies whose forwarded headers are believed."
    )
    room_peers: int = Field(default=60, ge=2, le=500, description="How many browsers fit into one room.")
    webhook_private: Private = Field(
        default="refuse", description="allow: webhooks may lead to http and into your own network."
    )
    smtp_url: str = Field(default="", repr=False, description="The mail server as one address, with its password.")
    smtp_host: str = Field(default="", description="The mail server, where it is not given as one address.")
    smtp_port: int | None = Field(default=None, ge=1, le=65535, description="The mail server's port.")
    smtp_user: str = Field(default="", description="The name to log in to the mail server with.")
    smtp_password_file: Path | None = Field(default=None, description="The file that holds the mail server's password.")
    smtp_from: str = Field(default="", description="The address that mail comes from.")
    smtp_tls: SmtpTls = Field(default="starttls", description="How the connection to the mail server is protected.")
    metrics_key: str = Field(
        default="",
        repr=False,
        pattern=r"^([!-~]{16,200})?$",
        description="What a monitor sends to read /live/metrics from another computer.",
    )
    log_format: LogFormat = Field(default="text", description="How a line of the log is written.")
    log_level: LogLevel = Field(default="info", description="How much is written to the log.")

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        """The folder is the same one wherever a command is run from later, and every message can name it."""
        return value.expanduser().absolute()

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for part in value:
            ipaddress.ip_network(part, strict=False)
        return value

    @field_validator("url")
    @classmethod
    def _base(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise ValueError("an address such as https://debrief.example.org is needed")
        return value.rstrip("/")

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _small_letters(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole_sign_in(self) -> Self:
        """Signing in needs an address of its own: the provider sends people back to it and to no other."""
        if self.access == "oidc":
            needed = {
                "DEBRIEF_URL": self.url,
                "DEBRIEF_OIDC_ISSUER": self.oidc_issuer,
                "DEBRIEF_OIDC_CLIENT_ID": self.oidc_client_id,
                "DEBRIEF_OIDC_CLIENT_SECRET": self.oidc_client_secret,
            }
            missing = [name for name, value in needed.items() if not value]
            if missing:
                raise ValueError(f"with DEBRIEF_ACCESS=oidc these are needed, too: {', '.join(missing)}")
        return self

    @classmethod
    def described(cls) -> tuple[tuple[str, str], ...]:
        """The environment variable of each setting with its description, never a value: some are secret."""
        prefix = cls.model_config["env_prefix"]
        return tuple((f"{prefix}{name.upper()}", info.description or "") for name, info in cls.model_fields.items())

    @property
    def database(self) -> str | Path:
        """Where the database is: the address that was set, else the path of the SQLite file in the data folder."""
        return self.database_url or self.data / "debrief.db"

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer can reach the server."""
        return is_loopback(self.host)

    @property
    def decided_access(self) -> Access:
        """Open on this computer only, by key for anybody on a network, unless somebody decided otherwise."""
        return self.access or ("open" if self.is_loopback else "key")


def load_settings() -> Settings:
    """The settings of the environment; BadInput names the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if not first["loc"]:  # about several settings, which the message names
            raise BadInput(f"The settings do not fit: {first['msg']}. docs/settings.md says what fits.") from None
        name = "DEBRIEF_" + "_".join(str(part) for part in first["loc"][:1]).upper()
        raise BadInput(f"The setting {name} cannot be used: {first['msg']}. docs/settings.md says what fits.") from None
