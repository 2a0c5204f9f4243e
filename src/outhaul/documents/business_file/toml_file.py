"""The business file as TOML."""

import tomllib
from collections.abc import Mapping

from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.rows import Content, Row
from outhaul.documents.business_file.tables import TABLES, Table
from outhaul.faults import Fault, InputError

MEND = "Mend the line, or start from an example"


def toml_content(data: bytes, name: str, faults: list[Fault]) -> Content:
    """Return the rows of the TOML file `name` that holds `data`; unknown tables go to `faults`.

    Raises:
        InputError: the bytes are not UTF-8, or the text is not TOML.
    """
    root = Place(where="", faults=faults)
    document = _parsed(data, name)
    known = {table.name: "" for table in TABLES}
    for key in document:
        if key not in known:
            there_are = f"The tables are {', '.join(known)}"
            root.at(key).fault("is not a table of a business file", did_you_mean(key, known, there_are))
    rows = {
        table.name: _rows(table, document[table.name], root) for table in TABLES if table.name in document
    }
    return Content(rows, {name: root.at(name) for name in known})


def _parsed(data: bytes, name: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(name, f"is not UTF-8 (line {line})", 'Save it as "UTF-8" in your editor')
    except RecursionError:
        fault = Fault(
            name, "is not a business file: its values are nested too deeply", "Start from an example"
        )
    except tomllib.TOMLDecodeError as error:
        told = str(error).rstrip(".")
        fault = Fault(name, f"is not TOML: {told[0].lower()}{told[1:]}", MEND)
    except ValueError:  # more digits than Python reads
        fault = Fault(name, "is not TOML: a number in it is too long", MEND)
    raise InputError([fault])


def _rows(table: Table, found: object, root: Place) -> tuple[Row, ...]:
    place = root.at(table.name)
    if not table.many:
        if isinstance(found, dict):
            return (Row(place, found),)
        place.fault("is not a table", f"Write [{table.name}] above its keys")
        return ()
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        place.fault("is not a list of tables", f"Write [[{table.name}]] above each one")
        return ()
    return tuple(Row(_inside(place.at(index), row), row) for index, row in enumerate(found))


def _inside(place: Place, row: Mapping[str, object]) -> Place:
    name = row.get("id")
    return place.of(name) if isinstance(name, str) else place
