"""Dockerfile and docker-compose.yml, held to the Procfile and the settings: no container engine is needed."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import get_commands

from config.procfile import read_procfile
from tests.stack import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
INSTRUCTIONS = [
    tuple(line.split(None, 1))
    for line in DOCKERFILE.splitlines()
    if line.strip() and not line.startswith("#")
]
FINAL_STAGE = INSTRUCTIONS[max(n for n, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM") :]
OURS = ["web", "worker", "intake", "opinion", "beat", "migrate"]
SECRETS = {
    "SECRET_KEY",
    "REDIS_PASSWORD",
    "POSTGRES_PASSWORD",
    "FACTCHECK_DB_PASSWORD",
    "FACTCHECK_OWNER_PASSWORD",
}


def variables_that_are_read() -> set[str]:
    """Every variable that the settings, the programs around them or the Procfile look at."""
    found = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "Procfile").read_text()))
    for path in (ROOT / "config").glob("*.py"):
        source = path.read_text()
        found |= set(
            re.findall(r"""\benv\.(?:text|whole|flag|listed|choice|address)\(\s*"([A-Z_]+)\"""", source)
        )
        found |= set(re.findall(r"""\benviron(?:\.get\(|\[)"([A-Z_]+)\"""", source))
    return found


def final_environment() -> dict[str, str]:
    settings = " ".join(rest for word, rest in FINAL_STAGE if word == "ENV")
    return dict(pair.split("=", 1) for pair in settings.split())


def in_text(pattern: str, text: str) -> str:
    """The first group of the pattern, which has to be there."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in {text}"
    return match[1]


def final(word: str) -> str:
    return [rest for found, rest in FINAL_STAGE if found == word][-1]


# --- Commands ----------------------------------------------------------------------------------------


def known(command: list[str]) -> bool:
    match command:
        case ["python", "-m", "config.procfile", name]:
            return name in read_procfile()
        case ["python", "manage.py", name, *_]:
            return name in get_commands()
        case ["python", "-m", "config.probe"]:
            return True
    return False


@pytest.mark.parametrize("name", OURS)
def test_every_container_of_ours_runs_a_program_that_exists(name):
    assert known(SERVICES[name]["command"])


def test_every_line_of_the_procfile_has_a_container():
    started = {
        SERVICES[name]["command"][-1] for name in OURS if "config.procfile" in SERVICES[name]["command"]
    }

    assert started == read_procfile().keys()


@pytest.mark.parametrize("word", ["CMD", "HEALTHCHECK"])
def test_the_image_runs_programs_that_exist(word):
    assert known(yaml.safe_load(final(word)[final(word).index("[") :]))


def test_health_checks_use_what_the_image_or_the_stock_images_hold():
    programs = {
        "web": "python",
        "worker": "celery",
        "intake": "celery",
        "opinion": "celery",
        "beat": "test",
        "postgres": "pg_isready",
        "redis": "redis-cli",
    }
    for name, program in programs.items():
        how, check, *_ = SERVICES[name]["healthcheck"]["test"]
        assert (how, check.split()[0]) in {("CMD", program), ("CMD-SHELL", program)}
    assert known(SERVICES["web"]["healthcheck"]["test"][1:])
    application = in_text(r" (-A \w+ )", read_procfile()["worker"])
    assert application in SERVICES["worker"]["healthcheck"]["test"][1]
    assert "celerybeat-schedule" in read_procfile()["beat"]


# --- Ports -------------------------------------------------------------------------------------------


def test_one_port_everywhere():
    (published,) = SERVICES["web"]["ports"]
    port = in_text(r"\}:(\d+)$", published)

    assert in_text(r":-([\d.]+):\d+\}", published) == "127.0.0.1"
    assert {port, SERVICES["web"]["environment"]["PORT"], final("EXPOSE"), final_environment()["PORT"]} == {
        port
    }
    assert "${PORT" in read_procfile()["web"]


def test_only_the_web_is_published():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]


@pytest.mark.parametrize(
    ("service", "variable", "port"), [("postgres", "DATABASE_URL", 5432), ("redis", "REDIS_URL", 6379)]
)
def test_addresses_name_the_services(service, variable, port):
    plain = re.sub(r"\$\{(\w+)[^}]*\}", r"\1", SERVICES["web"]["environment"][variable])

    assert (urlsplit(plain).hostname, urlsplit(plain).port) == (service, port)


# --- Variables and secrets ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_that_is_read(name):
    assert SERVICES[name]["environment"].keys() <= variables_that_are_read()


def test_the_image_sets_only_variables_that_are_read():
    assert final_environment().keys() - {"PATH", "PYTHONUNBUFFERED"} <= variables_that_are_read()


def test_secrets_come_from_the_environment_and_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()
    used = dict(re.findall(r"\$\{(\w+)(:?[-?])", text))

    assert used.keys() >= SECRETS
    assert {name: used[name] for name in SECRETS} == dict.fromkeys(SECRETS, ":?")
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|_URL|AUTH", name):
                literal = re.sub(r"\$\{[^}]*\}", "", value)
                assert not re.search(r":[^/@]+@", literal), f"{name} holds a password"
                assert "${" in value, f"{name} does not come from the environment"


def test_only_migrations_know_the_owner_of_the_tables():
    holders = [
        name for name, service in SERVICES.items() if "DATABASE_OWNER_URL" in service.get("environment", {})
    ]

    assert holders == ["migrate"]


def test_the_roles_of_the_addresses_are_those_that_the_script_makes():
    script = (ROOT / "config" / "postgres-roles.sh").read_text()
    mounted = [volume for volume in SERVICES["postgres"]["volumes"] if volume.startswith("./")]

    assert mounted == ["./config/postgres-roles.sh:/docker-entrypoint-initdb.d/10-roles.sh:ro"]
    made = set(re.findall(r"CREATE ROLE (\w+)", script))
    addresses = (SERVICES["migrate"]["environment"][name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    assert {in_text(r"//(\w+):", address) for address in addresses} == made
    needed = set(re.findall(r"\$\{(\w+):\?", script))
    assert needed <= SERVICES["postgres"]["environment"].keys()


# --- Order and image ---------------------------------------------------------------------------------


def test_programs_wait_for_migrations_and_those_for_postgres():
    for name in ("web", "worker", "intake", "opinion", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    assert SERVICES["migrate"]["restart"] == "no"


def test_the_data_lies_in_a_declared_volume():
    named = {volume.split(":")[0] for volume in SERVICES["postgres"]["volumes"] if not volume.startswith(".")}

    assert named == COMPOSE["volumes"].keys() == {"postgres"}


def test_the_final_image_is_unprivileged_and_was_built_elsewhere():
    assert final("USER") == "factcheck"
    words = [word for word, _ in FINAL_STAGE]
    assert words.index("USER") > max(n for n, word in enumerate(words) if word in {"RUN", "COPY"})
    runs = " ".join(rest for word, rest in FINAL_STAGE if word == "RUN")
    assert not re.search(r"\b(pip|npm|apt-get|gcc|make)\b", runs)
    assert "--require-hashes" in DOCKERFILE


def test_what_the_image_copies_exists_and_is_let_through():
    allowed = {
        line.lstrip("!").rstrip("/")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    for word, rest in INSTRUCTIONS:
        if word == "COPY" and "--from" not in rest:
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert {str(path) for path in (Path(source), *Path(source).parents)} & allowed, source
