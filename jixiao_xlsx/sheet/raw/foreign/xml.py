"""Foreign XML through expat: no document type, bounded depth, elements and tokens; handlers are named by element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from jixiao_xlsx.sheet.raw.foreign.limits import DEPTH, TOKEN_BYTES, FileTally, Limit, Refused, damaged

_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]

OnOpen = Callable[[dict[str, str]], None]
OnClose = Callable[[], None]


def _refuse_doctype(*_declaration: object) -> None:
    raise Refused("F10", reason="文档类型声明 DOCTYPE")


def walk(
    chunks: Iterable[bytes],
    tally: FileTally,
    *,
    opens: Mapping[str, OnOpen],
    closes: Mapping[str, OnClose] | None = None,
    text: Callable[[str], None] | None = None,
    part: str = "",
) -> None:
    """Parse the chunks and call the handlers of the elements that have one.

    Handlers may raise ValueError, LookupError or OverflowError at malformed content: the part is then refused
    as damaged. A token over 1 MiB is refused too: expat reads an unfinished token again with every chunk.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    seen, depth = 0, 0
    opening, closing = opens.get, (closes or {}).get

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen, depth
        seen += 1
        depth += 1
        if depth > DEPTH:
            raise Refused("F10", reason=f"标记嵌套超过 {DEPTH} 层")
        act = opening(name)
        if act is not None:
            act(attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        act = closing(name)
        if act is not None:
            act()

    parser.buffer_text = True  # else the text comes in pieces at every entity and line end
    parser.buffer_size = 1 << 16  # one piece of the archive: texts of cells then come whole
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    fed = counted = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            # Counted once a chunk: a call for each element would cost more than the element.
            tally.add(Limit.ELEMENTS, seen - counted)
            counted = seen
            if fed - parser.CurrentByteIndex > TOKEN_BYTES:
                raise Refused("F10", reason="单个标记过长")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        # Expat says so at the worker's limit; as a damaged file it would get the wrong advice.
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise damaged(f"{part or 'XML'} 内容有误") from error
    except (ValueError, LookupError, OverflowError) as error:
        raise damaged(f"{part or 'XML'} 内容有误") from error
