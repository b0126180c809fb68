import { expect, type Locator, type Page } from '@playwright/test'

/** What a journey costs the person who makes it. */
export type Cost = {
  /** Presses; a list or a file chosen in the system's own picker counts as three. */
  taps: number
  keys: number
  /** What had to be taken in: each heading that was acted on, or stood there for a second. */
  screens: number
  /** Times that what comes next was not to be seen without scrolling. */
  scrolls: number
  /** From an action until what comes next can be used, all together. */
  waitedMs: number
}

/** To open it, to find it, to take it. */
const TAPS_OF_A_PICKER = 3
const TO_BE_NOTICED_MS = 1_000

/** A person at a page, who sees, presses and types as people do, and counts it. */
export async function countingPerson(page: Page) {
  const cost: Cost = { taps: 0, keys: 0, screens: 0, scrolls: 0, waitedMs: 0 }
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
    if (await isInView(what)) return
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
    cost: (): Cost => ({ ...cost, screens: screens.count() }),
  }
}

/** Counts the screens: what a dialog or a page is headed with, as long as it is noticed or acted on. */
async function watchScreens(page: Page) {
  let count = 0
  let current: { heading: string; at: number; counted: boolean } | null = null
  const notice = () => {
    if (!current || current.counted) return
    current.counted = true
    count += 1
  }
  const settle = () => current && Date.now() - current.at >= TO_BE_NOTICED_MS && notice()
  await page.exposeFunction('screenIs', (heading: string) => {
    if (heading === current?.heading) return
    settle()
    current = { heading, at: Date.now(), counted: false }
  })
  await page.addInitScript(() => {
    const headingOf = () => {
      const dialog = document.querySelector('dialog[open]')
      const [main, step] = (dialog ?? document).querySelectorAll('h1, h2')
      return dialog
        ? `dialog ${main?.textContent}`
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
  return {
    acted: notice,
    count(): number {
      settle()
      return count
    },
  }
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
