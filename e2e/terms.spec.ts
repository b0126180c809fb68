import { writeFileSync } from 'node:fs'
import type { ScenarioStart } from '@/lib/contract/host/scenario'
import { startCopy } from './support/copies'
import { expect, type Page, test } from './support/test'

const limits = (daily: number) => ({ dailyDeposit: daily, monthlyDeposit: daily * 30, maxPosition: daily * 100 })
const LARGE = {
  currency: 'IDR',
  levels: {
    basic: { limits: limits(1_000_000) },
    standard: { limits: limits(150_000_000), name: { ar: 'المستثمر', en: 'Investor' } },
    enhanced: { limits: limits(900_000_000) },
  },
}
const NOTHING = { levels: { basic: {}, standard: {}, enhanced: {} } }

test('limits have their currency in the reader’s language, right to left and at 320 px', async ({ page }, info) => {
  await withTerms({ sandbox: LARGE }, info.outputPath('terms.json'), async (open) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await open(page, '/inapp/kyc', 'new', 'ar')
    await expect(page.getByText('المستثمر')).toBeVisible()
    await expect(page.getByRole('cell', { name: /150,000,000.IDR/ })).toBeVisible()
    await open(page, '/inapp/kyc/status', 'in_review', 'de')
    await expect(page.getByRole('cell', { name: '15.000.000.000 IDR' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})

test('a brand without limits and times shows neither', async ({ page }, info) => {
  await withTerms({ sandbox: NOTHING }, info.outputPath('terms.json'), async (open) => {
    await open(page, '/inapp/kyc', 'new', 'en')
    await expect(page.getByText('Standard verification')).toBeVisible()
    await expect(page.getByText('What this unlocks')).toHaveCount(0)
    await expect(page.getByText('Review takes')).toHaveCount(0)
    await open(page, '/inapp/kyc/status', 'in_review', 'en')
    await expect(page.getByRole('heading', { name: 'We’re checking your details' })).toBeVisible()
    await expect(page.getByText('Review usually takes')).toHaveCount(0)
    await open(page, '/inapp/kyc/status', 'approved', 'en')
    await expect(page.getByText('There is nothing more to do.')).toBeVisible()
    await expect(page.getByText('Your limits')).toHaveCount(0)
  })
})

type Open = (page: Page, path: string, situation: string, lang: string) => Promise<void>

async function withTerms(terms: object, file: string, look: (open: Open) => Promise<void>): Promise<void> {
  writeFileSync(file, JSON.stringify(terms))
  const { origin, stop } = await startCopy({ KYC_TERMS_FILE: file })
  try {
    await look(async (page, path, situation, lang) => {
      const answer = await page.request.post(`${origin}/sandbox/rehearsals`, { data: { situation } })
      const { token }: ScenarioStart = await answer.json()
      await page.goto(`${origin}${path}?${new URLSearchParams({ token, lang })}`)
      await expect(page).not.toHaveURL(/token=/)
    })
  } finally {
    await stop()
  }
}
