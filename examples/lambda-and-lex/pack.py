"""Packs the archives of this sample out of `sources`: the same files give the same bytes."""

import pathlib
import zipfile

HERE = pathlib.Path(__file__).parent
ARCHIVES = {"lookup": "lambda/lookup.zip", "shared": "lambda/shared.zip", "orders": "bots/orders.zip"}

for source, archive in ARCHIVES.items():
    root = HERE / "sources" / source
    (HERE / archive).parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(HERE / archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            # No time and no rights of the machine that packs.
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
