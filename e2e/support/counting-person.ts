import { expect, type Locator, type Page } from '@playwright/test'

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
  /** From an action until what comes next can be used, all together. */
  waitedMs: number
}

/** To open it, to find it, to take it. */
const TAPS_OF_A_PICKER = 3
const TO_BE_NOTICED_MS = 1_500
const CAMERA = 'camera '
const SETTLED_MS = 1_000

/** A person at a page, who sees, presses and types as people do, and counts it. */
export async function countingPerson(page: Page) {
  const cost: Cost = { taps: 0, keys: 0, screens: 0, rooms: 0, scrolls: 0, waitedMs: 0 }
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
    if (await comesIntoView(what)) return
    cost.scrolls += 1
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

/** Whether it is seen once the screen has settled: nobody is faster. */
function comesIntoView(what: Locator): Promise<boolean> {
  return expect
    .poll(() => isInView(what), { timeout: SETTLED_MS })
    .toBe(true)
    .then(
      () => true,
      () => false,
    )
}

/** Whether all of it is on the screen, and nothing lies over it. */
function isInView(what: Locator): Promise<boolean> {
  return what.evaluate((element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
    if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return false
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    return there !== null && (element.contains(there) || there.contains(element))
  })
}
