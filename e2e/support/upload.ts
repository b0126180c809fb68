import { expect } from '@playwright/test'
import { chooseCountry, type Surface } from './form'

/** On the upload screen: says which document it is and who issued it. */
export async function chooseDocument(surface: Surface, name: string, country = 'Norway'): Promise<void> {
  await surface.getByRole('radio', { name: new RegExp(`^${name}`) }).check()
  await chooseCountry(surface, 'Issued in', country)
  await surface.getByRole('button', { name: 'Continue' }).click()
}

/** On the upload screen: says which bill, statement or letter it is. */
export async function choosePage(surface: Surface, name: string): Promise<void> {
  await surface.getByRole('button', { name }).click()
}

/** The button that sends what is looked at: as it is, or in spite of what is wrong with it. */
export const USE = /^(Use (this photo|this file|it anyway)|Send it anyway.*)$/

/** Picks a file through the screen's own file input, looks at the preview, and sends it. */
export async function sendFile(surface: Surface, path: string): Promise<void> {
  const input = surface.getByTestId('file-input')
  // A file that is picked before the page's script has come is picked in vain, in this hurry alone.
  const isHeard = () => input.evaluate((it) => Object.keys(it).some((key) => key.startsWith('__reactProps')))
  await expect.poll(isHeard).toBe(true)
  await input.setInputFiles(path)
  await surface.getByRole('button', { name: USE }).click()
}

/** Holds the document before the camera, which takes the picture by itself and sends it. */
export async function sendPhoto(surface: Surface): Promise<void> {
  await surface.getByRole('button', { name: 'Take a photo' }).click()
}
