import type { ScenarioStart, Situation } from '@/lib/contract/host/scenario'
import { expect, test } from './support/test'

/** On touch (WCAG 2.2 asks for 24 px, platforms for 44). */
const LEAST_PX = 44

const PLACES: readonly [Situation, string][] = [
  ['new', '/inapp/kyc?kycType=enhanced&step=source_of_funds'],
  ['half_way', '/inapp/kyc?step=identity'],
  ['email_asked', '/inapp/kyc?step=email'],
  ['half_way', '/inapp/kyc/upload?documentType=identity'],
  ['half_way', '/inapp/kyc/upload?documentType=address'],
  ['half_way', '/inapp/kyc/upload?documentType=passport'],
  ['document_sent_back', '/inapp/kyc/status'],
  ['approved', '/inapp/kyc/status'],
]

for (const [situation, path] of PLACES) {
  test(`a thumb hits whatever can be pressed: ${path}, ${situation}`, async ({ page, origin }) => {
    const answer = await page.request.post(`${origin}/sandbox/rehearsals`, { data: { situation } })
    const { token }: ScenarioStart = await answer.json()
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}token=${token}&lang=en`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expect(page).not.toHaveURL(/token=/)
    const small = await page.evaluate((least) => {
      const controls = [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')]
      const pressed = controls
        .filter((control) => control.checkVisibility({ opacityProperty: true }) || control.closest('label'))
        .map((control) => (control.matches('[type=radio], [type=checkbox]') && control.closest('label')) || control)
      return pressed
        .filter((target) => target.checkVisibility())
        .map((target) => ({ target, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ target, box }) => `${target.outerHTML.slice(0, 120)}: ${box.width} × ${box.height}`)
    }, LEAST_PX)
    expect(small).toEqual([])
  })
}
