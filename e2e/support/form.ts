import type { FrameLocator, Page } from '@playwright/test'

/** A page, or a frame inside one. */
export type Surface = Page | FrameLocator

/** What goes into a field of the questionnaire, by the kind of its control. */
type Entry = string | { date: string } | { country: string } | { choose: readonly string[] }

/** Fills in the questionnaire as it stands on the screen: for each label what a person would type or choose. */
export async function fillIn(surface: Surface, entries: Record<string, Entry>): Promise<void> {
  for (const [label, entry] of Object.entries(entries)) {
    const group = surface.getByRole('group', { name: label })
    // What differs from a document is asked below its field, under the same name.
    if (typeof entry === 'string')
      await surface.getByLabel(label, { exact: false }).and(surface.locator('input, textarea')).fill(entry)
    else if ('country' in entry) await chooseCountry(surface, label, entry.country)
    else if ('choose' in entry)
      for (const choice of entry.choose) await group.getByLabel(choice, { exact: true }).check()
    else {
      const [year = '', month = '', day = ''] = entry.date.split('-')
      await group.getByLabel('Day').fill(day)
      await group.getByLabel('Month').fill(month)
      await group.getByLabel('Year').fill(year)
    }
  }
}

/** Chooses a country as a person does: opens the list, types what it is called, takes the first one. */
export async function chooseCountry(surface: Surface, label: string | RegExp, name: string): Promise<void> {
  await surface.getByRole('combobox', { name: label }).click()
  const search = surface.getByRole('dialog').getByRole('combobox')
  await search.fill(name)
  await search.press('Enter')
}
