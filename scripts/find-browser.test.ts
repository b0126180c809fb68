import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { findBrowser, revisionsOf } from './find-browser.mjs'

describe('the browser of the journeys', () => {
  it('is the one that the environment names, or none', async () => {
    vi.stubEnv('KYC_BROWSER', process.execPath)
    expect(await findBrowser()).toEqual({ path: process.execPath, from: 'KYC_BROWSER' })
    vi.stubEnv('KYC_BROWSER', '/nowhere/chromium')
    await expect(findBrowser()).rejects.toThrow('KYC_BROWSER names /nowhere/chromium')
  })

  it('may be of another revision than the test runner’s own, so that none is downloaded anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-browsers-'))
    for (const name of ['chromium-900', 'chromium-1200', 'chromium_headless_shell-1300', 'ffmpeg-1011'])
      mkdirSync(join(folder, name))
    const program = (revision: number) => join(folder, `chromium-${revision}`, 'chrome-linux', 'chrome')
    expect(revisionsOf(program(1250))).toEqual([program(1250), program(1200), program(900)])
    expect(revisionsOf(program(900))).toEqual([program(900), program(1200)])
    expect(revisionsOf('/elsewhere/chromium-1/chrome')).toEqual(['/elsewhere/chromium-1/chrome'])
  })
})
