"""An officer's whole sitting on a telephone, in Spanish: from a plan to an open vote, with a census and letters."""

import re

from playwright.sync_api import Page, expect

from tests.front.browser.test_writing import become

EDITION = "/es/new-york/budget/sitting"
CENSUS = "number,birth,zone\n" + "".join(f"NY{n:03},{1 + n % 28:02}/05/1980,all\n" for n in range(120))
LIST = "number,name,street\nNY001,Ana Pérez,1 Main Street\nNY002,Luis Díaz,2 Main Street\n"
SOON = 60_000
"""Milliseconds within which the worker has done what was asked, on a busy machine too."""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def answer_all(page: Page) -> None:
    """Set the edition up: two answers of one's own, all others as the plan has them."""
    page.goto("/es/new-york/budgets/new/city/")
    expect(page.locator("#id_currency")).to_have_value("USD")
    page.locator("#id_name_es").fill("Presupuesto de una sentada")
    page.locator("#id_slug").fill("sitting")
    press(page, "Guardar y seguir")
    page.locator("#id_amount").fill("1.000.000")
    for _step in range(13):
        press(page, "Guardar y seguir")
    press(page, "Abrir la edición")


def move(page: Page, phase: str) -> None:
    page.goto(f"{EDITION}/move/")
    page.locator(f"input[name=phase][value={phase}]").check()
    press(page, "Mover la edición")


def propose(page: Page, title: str) -> None:
    page.goto(f"{EDITION}/propose/")
    page.get_by_label("¿Cómo se llama?").or_(page.locator("#id_title")).first.fill(title)
    page.locator("#id_summary").fill("Sombra y asientos para quienes esperan.")
    page.locator("#id_allocation").select_option(index=1)
    page.locator("button[value=propose]:not(.unseen)").click()


def value_first(page: Page) -> None:
    page.goto(f"{EDITION}/valuations/?state=open")
    page.locator(".rows h2 a").first.click()
    page.locator("input[name=feasible][value=yes]").check()
    page.locator("textarea[name=explanation_en]").fill("It can be done.")
    page.locator("[name=part-0-what]").fill("Works")
    page.locator("[name=part-0-amount]").fill("120000")
    page.locator("button[value=save]").click()
    page.locator("button[value=decide]").click()


def send(page: Page, room: str, name: str, text: str, button: str) -> None:
    page.goto(f"{EDITION}/electorate/{room}/")
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    press(page, button)


def test_edition_comes_from_a_plan_to_an_open_vote_in_one_sitting(open_page):
    page = open_page("/es/", width=360)
    become(page, "Elena")
    answer_all(page)
    move(page, "accepting")
    become(page, "Amina")
    for title in ("Un jardín en el tejado", "Bancos en la avenida"):
        propose(page, title)
    become(page, "Elena")
    move(page, "reviewing")
    page.goto(f"{EDITION}/review/")
    press(page, "Admitir todas las que esperan")
    move(page, "valuating")
    move(page, "publishing")
    expect(page.locator(".errors")).to_contain_text("Propuestas que siguen adelante sin decisión: 2.")
    for _proposal in range(2):
        value_first(page)
    page.goto(f"{EDITION}/electorate/")
    page.locator("#id_by_census").check()
    page.locator("main form button").last.click()
    send(page, "census", "census.csv", CENSUS, "Leer")
    page.locator("button[value=switch]").click(timeout=SOON)
    expect(page.locator("#going")).to_contain_text("120")
    send(page, "letters", "list.csv", LIST, "Hacer los códigos")
    with page.expect_download(timeout=SOON) as letters:
        page.get_by_role("link", name=re.compile("PDF")).click(timeout=SOON)
    assert letters.value.path().read_bytes().startswith(b"%PDF")
    move(page, "publishing")
    page.goto(f"{EDITION}/open/")
    press(page, "Fijar las reglas y abrir la votación")
    expect(page.locator("h1")).to_have_text("El registro de la votación")
    page.goto(f"{EDITION}/")
    expect(page.get_by_role("link", name="Votar", exact=True)).to_be_visible()
