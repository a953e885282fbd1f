"""One window that looks at every page: the rules are read into it once, and each page is turned to inside it.

What a page is on the screen, after its scripts, is copied there: its marks, what is typed and picked. Reading the rules
anew and running them cold takes longer than looking. A page that was written into a window says it is complete before
its stylesheet came: that is waited for. A colour is looked at, by day and by night, where the marks that
lead to it are new; where the page itself runs from one colour to another, on both. The stylesheet knows tags,
classes, states and the neighbour before, and so does `way` in here. Words that are drawn as others were that passed
(in the same colour and size, on the same grounds) pass as they did: `drawn` says how.
"""

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 44
RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
    "preload": False,
}
CONTRAST = {"runOnly": ["color-contrast"], "elementRef": True, "selectors": False, "preload": False}
SMALL_TARGETS = """smallest => {
  const sentence = el => el.tagName === 'A' && el.parentElement.matches('p, li, dd, span')
    && el.parentElement.textContent.trim().length > el.textContent.trim().length + 12
  const target = el => el.matches('[type=radio], [type=checkbox]')
    ? (el.closest('label') || document.querySelector(`label[for="${CSS.escape(el.id)}"]`) || el) : el
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter(el => !sentence(el) && !el.closest('.govuk-visually-hidden, .govuk-skip-link') && el.checkVisibility())
    .map(el => [target(el).getBoundingClientRect(), el])
    .filter(([box, el]) => box.width > 1 && (box.height < smallest - 0.5 || box.width < smallest - 0.5))
    .map(([box, el]) => `${el.tagName} “${(el.textContent || el.name).trim().slice(0, 30)}” `
      + `${Math.round(box.width)}×${Math.round(box.height)}`)
}"""
COPY = """() => {
  const copy = document.documentElement.cloneNode(true)
  const fields = root => root.querySelectorAll('input, textarea, option')
  const live = fields(document)
  fields(copy).forEach((field, place) => {
    const one = live[place]
    if (one.matches('textarea')) field.textContent = one.value
    else if (one.matches('option')) field.toggleAttribute('selected', one.selected)
    else if (one.matches('[type=radio], [type=checkbox]')) field.toggleAttribute('checked', one.checked)
    else if (!one.matches('[type=file]')) field.setAttribute('value', one.value)
  })
  copy.querySelectorAll('script').forEach(script => script.remove())
  return '<!doctype html>' + copy.outerHTML
}"""
TURN = """async page => {
  document.open(); document.write(page); document.close()
  const drawn = sheet => sheet.sheet || new Promise((ok, not) => {
    sheet.addEventListener('load', ok)
    sheet.addEventListener('error', () => not(new Error(`${sheet.href} did not come`)))
  })
  await Promise.all([...document.querySelectorAll('link[rel=stylesheet]')].map(drawn))
}"""
LOOK = """async ([rules, contrast]) => {
  const words = el => el.matches('input, select, textarea') || [...el.childNodes].some(
    node => node.nodeType === 3 && node.data.trim())
  const marks = el => el ? el.tagName + [...el.attributes].map(({name, value}) =>
    /^(class|style|type|role|dir|aria-(?!label|describedby|controls))/.test(name) ? `${name}=${value}` : name).sort()
    + [':checked', ':disabled', ':first-child', ':last-child', ':nth-last-child(2)'].filter(is => el.matches(is)) : ''
  const way = el => el ? `${way(el.parentElement)} > ${marks(el.previousElementSibling)} + ${marks(el)}` : ''
  window.soKnown ||= new Set()
  window.soNew = [...document.body.querySelectorAll('*')].filter(words).filter(el => {
    const its = way(el)
    return !soKnown.has(its) && soKnown.add(its)
  })
  const found = (await axe.run(rules)).violations
  window.soContrast = async mode => {
    const passed = ((window.soPassed ||= {})[mode] ||= new Set())
    const colours = ['color', 'fontSize', 'fontWeight', 'textShadow', 'webkitTextFillColor', 'webkitTextStrokeWidth']
    const grounds = ['backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode', 'visibility']
    const nothing = 'rgba(0, 0, 0, 0),none,1,none,normal,visible', known = new Map()
    const lifted = el => el && !/^static auto|^relative auto auto$/.test(
      (({position, inset, zIndex}) => `${position} ${inset} ${zIndex}`)(getComputedStyle(el)))
    const ground = el => {
      if (!el) return ''
      if (!known.has(el)) {
        const style = getComputedStyle(el), its = grounds.map(each => style[each]).join()
        const beside = lifted(el) || lifted(el.previousElementSibling) || style.float !== 'none'
        const near = beside ? [el.parentElement, el.previousElementSibling, el].map(marks) : ''
        known.set(el, ground(el.parentElement) + (its === nothing ? '' : ` > ${its}`) + near)
      }
      return known.get(el)
    }
    const drawn = el => [...colours.map(each => getComputedStyle(el)[each]), el.matches(':disabled'), ground(el)].join()
    const fresh = new Map(soNew.map(el => [el, drawn(el)]).filter(([el, its]) => !passed.has(its)))
    if (!fresh.size) return []
    const told = [], sure = new Set(fresh.keys()), {backgroundImage, backgroundColor} = getComputedStyle(document.body)
    for (const colour of backgroundImage.match(/rgba?\\([^)]+\\)/g) || [backgroundColor]) {
      document.body.style.background = colour
      const {passes, violations, incomplete} = await axe.run({include: [...fresh.keys()]}, contrast)
      const fine = new Set(passes.flatMap(each => each.nodes.map(node => node.element)))
      sure.forEach(el => fine.has(el) || sure.delete(el))
      const unsure = node => node.any[0].data.messageKey === 'bgGradient'
      told.push(...violations, ...incomplete.filter(each => each.nodes.some(unsure)))
    }
    document.body.style.background = ''
    sure.forEach(el => passed.add(fresh.get(el)))
    return told.map(({id, help, nodes}) => ({id, help, nodes: nodes.map(({html}) => ({target: html}))}))
  }
  return soNew.length ? found.concat(await soContrast('day')) : found
}"""
TOO_WIDE = """Math.max(...[document.documentElement, ...document.querySelectorAll('.so-scroll')].map(
  each => each.scrollWidth - each.clientWidth))"""  # of the page, and of tables, which are a stop where they scroll
OPEN: dict[tuple[str, int], "Eyes"] = {}  # the windows of this process


def eyes_for(page: Any) -> "Eyes":
    """The window that looks at pages of this site at this width."""
    is_served, size = page.url.startswith("http"), page.viewport_size
    site = "/".join(page.url.split("/")[:3]) if is_served else page.url
    if (site, size["width"]) not in OPEN:
        OPEN[site, size["width"]] = Eyes(page.context.browser, site, size)
    return OPEN[site, size["width"]]


class Eyes:
    """A window of a size, at a site."""

    def __init__(self, browser: Any, site: str, size: dict[str, int]) -> None:
        self.size = size
        calm = {"locale": "en-GB", "reduced_motion": "reduce", "bypass_csp": True}  # each side has its own policy
        window = browser.new_context(viewport=size, **calm)
        self.page = window.new_page()
        self.page.goto(f"{site}/en/help" if site.startswith("http") else site)
        self.page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
        self.wire = window.new_cdp_session(self.page)

    def turn_to(self, page: Any) -> None:
        self.page.evaluate(TURN, page.evaluate(COPY))

    def faults(self, *, targets: bool) -> list[str]:
        """What is wrong with the page that was turned to, by day and by night, and on the smallest phone."""
        found = [told(each) for each in self.page.evaluate(LOOK, [RULES, CONTRAST])]
        if self.page.evaluate("soNew.length"):
            self.page.emulate_media(color_scheme="dark")
            found += [f"dark: {told(each)}" for each in self.page.evaluate("soContrast('night')")]
            self.page.emulate_media(color_scheme="light")
        if targets:
            found += [f"too small a target: {each}" for each in self.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]
        return found + self.sideways()

    def sideways(self) -> list[str]:
        self._is({"width": 320, "height": 640})
        wide = self.page.evaluate(TOO_WIDE)
        self._is(self.size)
        return [f"{wide} px too wide at 320"] if wide > 0 else []

    def _is(self, size: dict[str, int]) -> None:
        """Of this size. The window itself stays as it is: it costs more to change."""
        self.wire.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False})


def told(violation: dict[str, Any]) -> str:
    where = [node["target"] for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']} at {where}"
