"""Open the sample newsroom in the language server that editors use for YAML, and see what an analyst sees.

The schemas are those of ``psr-report schema --write``, found through the first line of each file. Prints one
line a check and exits 1 when any failed. The server asks for nothing outside the newsroom.
"""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import yaml

HERE = Path(__file__).resolve().parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
CONTENT = HERE.parent / "content"
SETTINGS = {"yaml": {"schemaStore": {"enable": False}}}  # it would fetch a list of schemas
STORY = "2025-11/solid-state.yaml"
PLAN = "2025-11/issue.yaml"
PATIENCE = 60  # seconds: the server answers within one; a machine at work on other things is slower


class LanguageServer:
    """The server at the other end of two pipes, as an editor talks to it: JSON-RPC below a header."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._folder = folder
        self._to_server = process.stdin
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = self._shown = 0
        self._found: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, args=(process.stdout,), daemon=True).start()
        root = folder.as_uri()
        self._ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": folder.name}],
            capabilities={"workspace": {"configuration": True, "workspaceFolders": True}},
        )
        self._tell("initialized")

    def problems(self, name: str, text: str) -> list[tuple[int, str]]:
        """Return line (from 1) and message of what the server finds in a file with this text, in order."""
        found = self._found[self._show(name, text)]
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in found)

    def offers(self, name: str, text: str) -> list[str]:
        """Return what the server offers to write where a ``|`` stands in the text."""
        before, _, after = text.partition("|")
        document = {"uri": self._show(name, before + after)}
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        found = self._ask("textDocument/completion", textDocument=document, position=place)
        return [one["label"] for one in (found["items"] if isinstance(found, dict) else found or [])]

    def _show(self, name: str, text: str) -> str:
        """Return the address of a file that the server has been shown and has looked through."""
        uri = (self._folder / name).as_uri()
        self._shown += 1  # the server remembers what it made of a version
        if uri in self._found:
            del self._found[uri]
            document: dict[str, Any] = {"uri": uri, "version": self._shown}
            self._tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        else:
            document = {"uri": uri, "languageId": "yaml", "version": self._shown, "text": text}
            self._tell("textDocument/didOpen", textDocument=document)
        self._until(lambda _: uri in self._found)
        return uri

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        answer = self._until(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _until(self, is_enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first message after which it is enough; questions and findings are dealt with."""
        while True:
            message = self._heard.get(timeout=PATIENCE)
            if message.get("method") == "textDocument/publishDiagnostics":
                self._found[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            if is_enough(message):
                return message

    def _answer(self, question: Mapping[str, Any]) -> Any:
        if question["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(item.get("section", ""), {}) for item in question["params"]["items"]]

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to_server.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._to_server.flush()

    def _listen(self, from_server: IO[bytes]) -> None:
        while header := from_server.readline():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                while from_server.readline().strip():
                    continue
                self._heard.put(json.loads(from_server.read(int(value))))


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """Give a server at work on the folder, and end it."""
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield LanguageServer(folder, process)
        finally:
            process.kill()


def newsroom(folder: Path) -> Path:
    """Return a copy of the sample newsroom in the folder, with its schemas; stop with exit 1 on failure."""
    room = shutil.copytree(CONTENT, folder / "content", ignore=shutil.ignore_patterns(".schema"))
    command = [sys.executable, "-m", "psr_report", "schema", "--write", "--newsroom", str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAIL schema --write: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return room


def told(about: str, wrong: Sequence[object]) -> bool:
    """Return whether nothing is wrong, and print the verdict."""
    print(f"{'FAIL' if wrong else 'PASS'} language server, {about}")
    for one in wrong:
        print(f"       {one}")
    return not wrong


def passes_what_is_right(server: LanguageServer, room: Path) -> bool:
    """Return whether no file of the sample has a problem, and every one names a schema."""
    names = sorted(path.relative_to(room).as_posix() for path in room.rglob("*.yaml"))
    texts = {name: (room / name).read_text("utf-8") for name in names}
    wrong = [f"{name}: no schema in its first line" for name in names if ".schema/" not in first(texts[name])]
    for name in names:
        wrong += [f"{name}:{line}: {message}" for line, message in server.problems(name, texts[name])]
    return told(f"{len(names)} files of the sample: {len(wrong)} problems", wrong)


def first(text: str) -> str:
    """Return the first line of a text, with its break."""
    return text[: text.index("\n") + 1]


def finds_what_is_wrong(server: LanguageServer, room: Path) -> bool:
    """Return whether each of some mistakes is a problem at its line, and nothing else is one."""
    mistakes = [
        ("a wrong key", STORY, "region: China", "regoin: China", "regoin"),
        ("a wrong key inside", STORY, "    as_of: 2025-11", "    asof: 2025-11", "asof"),
        ("an unknown topic", STORY, "topic: batteries", "topic: battery", "hydrogen-fuel-cells"),
        ("an unknown company", STORY, "companies: [CATL, BYD]", "companies: [CATL, BDY]", "BYD"),
        ("a wrong kind", STORY, "kind: claim", "kind: clame", "forecast"),
        ("a wrong date", STORY, "as_of: 2025-11", "as_of: November 2025", "2025-09"),
        ("an unknown editor", PLAN, "editor: guy-youngs", "editor: guy", "guy-youngs"),
    ]
    wrong = []
    for what, name, right, mistake, said in mistakes:
        text = (room / name).read_text("utf-8")
        line = text[: text.index(right)].count("\n") + 1
        found = server.problems(name, text.replace(right, mistake, 1))
        if [place for place, _ in found] != [line] or said not in found[0][1]:
            wrong.append(f"{what} in line {line}: {found}")
    return told(f"{len(mistakes)} mistakes: {len(mistakes) - len(wrong)} found at their lines", wrong)


def offers_what_there_is(server: LanguageServer, room: Path) -> bool:
    """Return whether the newsroom's own names are offered where they belong, and nothing else is."""
    topics = yaml.safe_load((room / "topics.yaml").read_bytes())
    people = list(yaml.safe_load((room / "people.yaml").read_bytes()))
    companies = list(yaml.safe_load((room / "companies.yaml").read_bytes()))
    asked: list[tuple[str, str, Sequence[str]]] = [
        (STORY, "topic: |", list(topics["topics"])),
        (STORY, "region: |", topics["regions"]),
        (STORY, "segment: |", topics["segments"]),
        (STORY, "companies:\n  - |", companies),
        (STORY, "analysis:\n  by:\n    - |", people),
        (STORY, "figures:\n  range:\n    kind: |", ["actual", "estimate", "claim", "forecast"]),
        (PLAN, "editor: |", people),
    ]
    wrong = []
    for name, text, names in asked:
        offered = server.offers(name, f"{first((room / name).read_text('utf-8'))}{text}\n")
        if sorted(offered) != sorted(names):
            wrong.append(f"{text!r} offers {', '.join(offered) or 'nothing'}")
    slugs = {path.stem for path in (room / PLAN).parent.glob("*.yaml")} - {"issue"}
    plan = f"{first((room / PLAN).read_text('utf-8'))}takeaways:\n  - article: |\n"
    if missing := slugs.difference(server.offers(PLAN, plan)):
        wrong.append(f"no story is offered by the name {', '.join(sorted(missing))}")
    return told(f"{len(asked) + 1} places to complete: {len(wrong)} wrong", wrong)


def main() -> int:
    """Return 0 when every check passed, else 1."""
    with tempfile.TemporaryDirectory() as scratch:
        room = newsroom(Path(scratch).resolve())
        with language_server(room) as server:
            checks = [
                passes_what_is_right(server, room),
                finds_what_is_wrong(server, room),
                offers_what_there_is(server, room),
            ]
    return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
