import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findBrowser, findShell, revisionsOf } from './find-browser.mjs'

describe('the browser of the journeys', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('is the one that the environment names, or none', async () => {
    vi.stubEnv('KYC_BROWSER', process.execPath)
    expect(await findBrowser()).toEqual({ path: process.execPath, from: 'KYC_BROWSER' })
    vi.stubEnv('KYC_BROWSER', '/nowhere/chromium')
    await expect(findBrowser()).rejects.toThrow('KYC_BROWSER names /nowhere/chromium')
  })

  it('is joined by one without a window where there is one, but not when a person has named theirs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-programs-'))
    writeFileSync(join(folder, 'chromium-headless-shell'), '#!/bin/sh\necho Chromium 150.0\n', { mode: 0o755 })
    vi.stubEnv('PATH', folder)
    expect(findShell()).toBe(join(folder, 'chromium-headless-shell'))
    vi.stubEnv('KYC_BROWSER', process.execPath)
    expect(findShell()).toBeUndefined()
    vi.unstubAllEnvs()
    vi.stubEnv('PATH', tmpdir())
    expect(findShell()).toBeUndefined()
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
