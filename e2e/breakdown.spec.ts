import german from '@/messages/de.json' with { type: 'json' }
import { expect, test } from './support/test'

test('where what stands around the screens fails, a person reads so in their language', async ({
  page,
  openScreen,
}) => {
  await page.addInitScript(() => {
    BroadcastChannel.prototype.addEventListener = () => {
      throw new Error('changed by somebody else')
    }
  })
  await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang: 'de' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(german.shell.crash.title)
  await expect(page.getByRole('alert')).toContainText(german.shell.crash.text)
  await expect(page.getByRole('button', { name: german.shell.crash.again })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})
