"""The pictures of a postmortem as files hold them: on the way out as they are kept, on the way in written anew."""

import base64
import binascii

from core.domain.content.evidence import MOST_BYTES, MOST_PICTURES, picture_ids
from core.domain.postmortem import Postmortem
from core.errors import BadFile
from core.export.json import ExportFile
from core.export.meta import PictureFile
from core.services.app import App
from core.services.evidence.pictures import stored
from core.store import evidence
from core.store.database.transaction import Transaction
from core.store.evidence import StoredPicture


def picture_files(tx: Transaction, pm_id: str, postmortem: Postmortem) -> tuple[PictureFile, ...]:
    """Those that the postmortem names and that are still kept."""
    return tuple(
        PictureFile.model_validate(
            {
                "id": item.id,
                "mime": item.mime,
                "width": item.width,
                "height": item.height,
                "data": base64.b64encode(item.data).decode(),
            }
        )
        for item in evidence.find_all(tx, pm_id, picture_ids(postmortem))
    )


def brought_pictures(app: App, file: ExportFile) -> list[StoredPicture]:
    """The pictures of a file that somebody imports, where rows name them. Raises BadFile, TooLarge, TooMany."""
    rows = {item.id: row.id for row in file.postmortem.timeline for item in row.evidence}
    wanted = {item.id: item for item in file.pictures if item.id in rows}
    if len(rows) > MOST_PICTURES:
        raise BadFile(
            f"This file names {len(rows)} pictures, and {MOST_PICTURES} are the most that a postmortem holds."
        )
    made = [
        stored(app.renderer.picture(_bytes(item)), item.id, rows[item.id], None)
        for item in sorted(wanted.values(), key=lambda item: item.id)
    ]
    if sum(len(item.data) for item in made) > MOST_BYTES:
        raise BadFile(f"The pictures of this file have more than {MOST_BYTES / 1e6:.1f} MB together. Leave some out.")
    return made


def _bytes(item: PictureFile) -> bytes:
    try:
        return base64.b64decode(item.data, validate=True)
    except (binascii.Error, ValueError):
        raise BadFile(f"The picture “{item.id}” of this file is not base64. Export the postmortem again.") from None
