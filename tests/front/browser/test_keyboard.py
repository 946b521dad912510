"""Everything is reached by keys alone, and what is wrong in a form is said where one is."""

import re

from playwright.sync_api import expect


def test_first_tab_stop_skips_to_the_text(open_page):
    page = open_page("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_demo_bar_makes_one_somebody_else(open_page):
    page = open_page("/en/account/login/")
    page.locator(".demo summary").focus()
    page.keyboard.press("Enter")
    page.locator(".demo button", has_text="Bruno").press("Enter")
    expect(page.locator(".menu summary")).to_have_text(re.compile("Bruno"))


def test_account_menu_opens_and_closes_by_keys(open_page):
    page = open_page("/en/")
    page.locator(".demo summary").click()
    page.locator(".demo button", has_text="Amina").click()
    menu = page.locator(".top .menu")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_wrong_form_says_so_first_and_leads_to_the_field(open_page):
    page = open_page("/en/account/signup/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Open my account").click()
    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a").first.press("Enter")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@example.org")


def test_pages_work_without_javascript(open_page):
    page = open_page("/en/account/login/", java_script_enabled=False)
    page.locator(".demo summary").click()
    page.locator(".demo button", has_text="Amina").click()
    expect(page.locator(".menu summary")).to_have_text(re.compile("Amina"))
