import { expect, type Locator, type Page, type Request } from '@playwright/test'

/** What a journey costs the person who makes it. */
export type Cost = {
  /** Presses; a list or a file chosen in the system's own picker counts as three. */
  taps: number
  keys: number
  /** What had to be dealt with: each heading below which something was done, and each camera. */
  screens: number
  /** Other headings that stood there for longer than a glance: waiting rooms. How long that is depends on the machine. */
  rooms: number
  /** Times that what comes next was not to be seen without scrolling. */
  scrolls: number
  /** What was scrolled to each time, and why. */
  scrolledTo: string[]
  /** From an action until what comes next can be used, all together. */
  waitedMs: number
}

/** To open it, to find it, to take it. */
const TAPS_OF_A_PICKER = 3
const TO_BE_NOTICED_MS = 1_500
const CAMERA = 'camera '
/** A screen that has not moved for so long, with nothing on its way to it, has settled. */
const SETTLED_MS = 1_000
const LOOKS_EVERY_MS = 250
/** A screen that never settles is taken as it is. */
const SETTLES_WITHIN_MS = 15_000

/** A person at a page, who sees, presses and types as people do, and counts it. */
export async function countingPerson(page: Page) {
  const cost: Cost = { taps: 0, keys: 0, screens: 0, rooms: 0, scrolls: 0, scrolledTo: [], waitedMs: 0 }
  const isAwaited = watchRequests(page)
  const screens = await watchScreens(page)

  async function until(happens: () => Promise<void>): Promise<void> {
    const began = Date.now()
    await happens()
    cost.waitedMs += Date.now() - began
  }

  /** Looks until it can be used; what lies outside of what is seen has to be scrolled to. */
  async function find(what: Locator): Promise<void> {
    await until(() => expect(what).toBeVisible())
    await until(() => expect(what).toBeEnabled())
    screens.acted()
    const hidden = await whyHidden(what, isAwaited)
    if (hidden === null) return
    cost.scrolls += 1
    cost.scrolledTo.push(`${what}: ${hidden}`)
    await what.scrollIntoViewIfNeeded()
  }

  async function press(what: Locator): Promise<void> {
    await find(what)
    cost.taps += 1
    await what.click()
  }

  return {
    press,
    /** Types into a field, after a tap where it is not the one in focus. */
    async type(field: Locator, text: string): Promise<void> {
      const isIn = await field.evaluate((element) => element === document.activeElement).catch(() => false)
      if (!isIn) await press(field)
      cost.keys += [...text].length
      await field.pressSequentially(text)
    },
    /** Chooses from a list that the system shows. */
    async choose(list: Locator, label: string): Promise<void> {
      await find(list)
      cost.taps += TAPS_OF_A_PICKER
      await list.selectOption({ label })
    },
    /** Picks a file with the system's picker, which the press opens. */
    async pick(button: Locator, path: string): Promise<void> {
      const chooser = page.waitForEvent('filechooser')
      await press(button)
      cost.taps += TAPS_OF_A_PICKER
      await (await chooser).setFiles(path)
    },
    /** Waits for something without doing anything. */
    until,
    see: (what: Locator): Promise<void> => until(() => expect(what).toBeVisible()),
    /** What it has cost until now. */
    cost: (): Cost => ({ ...cost, ...screens.counted() }),
  }
}

/** Counts the screens by what a dialog or a page is headed with. */
async function watchScreens(page: Page) {
  const counted = { screens: 0, rooms: 0 }
  let current: { heading: string; at: number; isCounted: boolean } | null = null
  const acted = () => {
    if (!current || current.isCounted) return
    current.isCounted = true
    counted.screens += 1
  }
  await page.exposeFunction('screenIs', (heading: string) => {
    if (heading === current?.heading) return
    if (current && !current.isCounted && Date.now() - current.at >= TO_BE_NOTICED_MS) counted.rooms += 1
    current = { heading, at: Date.now(), isCounted: false }
    // The camera takes its picture by itself.
    if (heading.startsWith(CAMERA)) acted()
  })
  await page.addInitScript(() => {
    const headingOf = () => {
      // A list of countries over the form is a picker, and no screen.
      const dialog = document.querySelector('dialog[open]:not(:has([role=combobox]))')
      const [main, step] = (dialog ?? document).querySelectorAll('h1, h2')
      return dialog
        ? `camera ${main?.textContent}`
        : [location.pathname, main?.textContent, step?.textContent].join(' ')
    }
    let last = ''
    const look = () => {
      if (!document.querySelector('h1, h2') || headingOf() === last) return
      last = headingOf()
      Reflect.get(window, 'screenIs')(last)
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
  })
  return { acted, counted: () => ({ ...counted }) }
}

/** Answers whether the page waits for an answer that may change what it shows. */
function watchRequests(page: Page): () => boolean {
  const awaited = new Set<Request>()
  page.on('request', (request) => {
    // News has no end.
    if (request.resourceType() !== 'eventsource') awaited.add(request)
  })
  page.on('requestfinished', (request) => awaited.delete(request))
  page.on('requestfailed', (request) => awaited.delete(request))
  return () => awaited.size > 0
}

/**
 * Why it is not seen once the screen has settled, or null where it is: nobody is faster. Settled is told by what the
 * page does and not by the clock, as a slow machine needs seconds for what takes others a moment.
 */
async function whyHidden(what: Locator, isAwaited: () => boolean): Promise<string | null> {
  const began = Date.now()
  let stillSince = began
  let before = ''
  for (;;) {
    const look = await lookFor(what)
    if (look.isSeen) return null
    const now = Date.now()
    if (look.place !== before || look.moves || isAwaited()) stillSince = now
    if (now - stillSince >= SETTLED_MS || now - began >= SETTLES_WITHIN_MS) return look.place
    before = look.place
    await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS))
  }
}

/** Whether all of it is on the screen with nothing over it, where it is and what lies there, and whether anything moves. */
function lookFor(what: Locator): Promise<{ isSeen: boolean; place: string; moves: boolean }> {
  return what.evaluate((element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
    const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    const isOnTop = there !== null && (element.contains(there) || there.contains(element))
    const box = [left, top, right, bottom].map(Math.round).join(' ')
    const over = isInside && !isOnTop ? `, under ${there?.outerHTML.slice(0, 80)}` : ''
    // What goes on for ever (a spinner) moves nothing else.
    const moves = document
      .getAnimations()
      .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    return { isSeen: isInside && isOnTop, place: `${box} of ${innerWidth} ${innerHeight}${over}`, moves }
  })
}
