"""A small checkout with a pretended pip, so that starting from nothing needs neither network nor minutes."""

import subprocess
import sys
import venv
from pathlib import Path

from tests.start.programs import ROOT, surroundings

PIP = '''
"""Pretends to be pip: fails as PIP_SAYS tells it to, or installs a Django that names its interpreter."""
import os, pathlib, sys, time
if "--version" in sys.argv:
    sys.exit(os.environ.get("PIP_SAYS") == "missing")
log = pathlib.Path(os.environ["PIP_LOG"])
with log.open("a") as lines:
    lines.write(" ".join(sys.argv[1:]) + chr(10))
if os.environ.get("PIP_SAYS") == "killed":
    os.kill(os.getppid(), 9)
    sys.exit(1)
if says := os.environ.get("PIP_SAYS"):
    sys.stderr.write(says)
    sys.exit(1)
time.sleep(0.3)
sys.stdout.write("Collecting django==5.2" + chr(10) + "Installing collected packages: django" + chr(10))
python = pathlib.Path(sys.argv[sys.argv.index("--python") + 1])
site = next(python.parent.parent.glob("lib/python*/site-packages"))
(site / "django" / "core" / "management").mkdir(parents=True, exist_ok=True)
for folder in ("", "core", "core/management"):
    (site / "django" / folder / "__init__.py").write_text("")
(site / "django" / "conf.py").write_text("settings = None")
(site / "django" / "core" / "exceptions.py").write_text("class ImproperlyConfigured(Exception): pass")
(site / "django" / "core" / "management" / "__init__.py").write_text(
    "import sys" + chr(10)
    + "def execute_from_command_line(argv): sys.stdout.write(f'{sys.prefix} runs {argv[1:]}')"
)
'''


class Checkout:
    """Two lock files, the files that start from nothing, and an interpreter that has no Django."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        (self.root / "crm").mkdir(parents=True)
        for name in ("manage.py", "crm/__init__.py", "crm/bootstrap.py", "crm/install.py", "crm/pip_run.py"):
            (self.root / name).write_bytes((ROOT / name).read_bytes())
        (self.root / "crm" / "settings.py").touch()
        self.lock("django==5.2 --hash=sha256:00\n")
        for module in ("pip", "ensurepip"):
            (folder / "modules" / module).mkdir(parents=True)
            (folder / "modules" / module / "__init__.py").touch()
        (folder / "modules" / "pip" / "__main__.py").write_text(PIP, encoding="utf-8")
        (folder / "modules" / "ensurepip" / "__main__.py").write_text("raise SystemExit(1)", encoding="utf-8")
        venv.create(folder / "other", symlinks=True)
        self.python = folder / "other" / "bin" / "python"
        self._modules = folder / "modules"
        self._log = folder / "pip.log"

    @property
    def environment(self) -> Path:
        """The folder that starting makes."""
        return self.root / ".venv"

    def lock(self, content: str) -> None:
        """Both lock files have this content."""
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.root / name).write_text(content, encoding="utf-8")

    def start(self, *arguments: str, pip_says: str = "") -> subprocess.Popen[str]:
        """A command begun, from a folder that has nothing to do with the checkout."""
        return subprocess.Popen(
            [self.python, self.root / "manage.py", *arguments],
            cwd="/",
            env=surroundings(PYTHONPATH=self._modules, PIP_LOG=self._log, PIP_SAYS=pip_says),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, pip_says: str = "") -> subprocess.CompletedProcess[str]:
        """A command finished; one paragraph of output is left whatever happened."""
        process = self.start(*arguments, pip_says=pip_says)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def run_as(self, version: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command under an interpreter that takes itself for another ``version``, such as "3, 9, 2"."""
        script = (
            f"import sys, runpy; sys.version_info = ({version}); sys.argv = ['manage.py', *{arguments!r}]; "
            f"runpy.run_path({str(self.root / 'manage.py')!r}, run_name='__main__')"
        )
        command = [sys.executable, "-c", script]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings())

    def installations(self) -> list[str]:
        """The arguments of every time pip was asked to install."""
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
