"""Start one office process with a profile of its own and reach its services."""

from __future__ import annotations

import os
import subprocess
import uuid
from pathlib import Path

from clients.office_side.bridge import UnoObject, address_of, connect, properties

# Chinese input rules (dates, separators) without a Chinese language pack; nothing that opens by itself.
_SETTINGS = (
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    # a lock file left by an office that was killed would keep its workbook from being opened again
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentSystemFileLocking", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Calc/Input", "AutoInput", "false"),
)


class Suite:
    """A running office: window plug-in `svp` draws into memory, so typing works without any display."""

    def __init__(self, folder: Path, *, seconds: float) -> None:
        pipe = f"jixiao{uuid.uuid4().hex}"
        self.process = _launch(folder, pipe)
        self._context = connect(pipe, seconds=seconds)
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self._dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def service(self, name: str) -> UnoObject:
        """A service of the office by its full name."""
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def open(self, path: str, *, hidden: bool) -> UnoObject:
        """Load a workbook without following links or running macros."""
        return self._load(address_of(path), hidden=hidden)

    def new(self) -> UnoObject:
        """An empty workbook with one sheet, out of sight."""
        return self._load("private:factory/scalc", hidden=True)

    def documents(self) -> list[UnoObject]:
        """Every document that is open."""
        found, walk = [], self.desktop.Components.createEnumeration()
        while walk.hasMoreElements():
            found.append(walk.nextElement())
        return found

    def dispatch(self, document: UnoObject, command: str, **values: object) -> None:
        """Run a menu command in a workbook's own window."""
        frame = document.CurrentController.Frame
        self._dispatcher.executeDispatch(frame, command, "", 0, properties(**values))

    def _load(self, address: str, *, hidden: bool) -> UnoObject:
        options = properties(Hidden=hidden, MacroExecutionMode=0, UpdateDocMode=0)
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, options)
        if document is None:
            raise OSError(f"LibreOffice 打不开 {address}")
        return document


def _launch(folder: Path, pipe: str) -> subprocess.Popen[bytes]:
    profile = folder / "profile"
    _write_settings(profile / "user")
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    command = ["soffice", f"-env:UserInstallation={address_of(str(profile))}", f"--accept=pipe,name={pipe};urp;"]
    command += ["--norestore", "--nologo", "--nofirststartwizard", "--nolockcheck", "--nodefault"]
    with (folder / "soffice.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _write_settings(user: Path) -> None:
    user.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    text = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
