import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { listen } from '@/lib/testing/http-server'
import { downloadBrowser } from './download-browser.mjs'

it('asks once for a browser that cannot be had', async () => {
  const asked: string[] = []
  const { url, close } = await listen((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(503).end()
  })
  vi.stubEnv('PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST', url)
  vi.stubEnv('PLAYWRIGHT_DOWNLOAD_HOST', url)
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', mkdtempSync(join(tmpdir(), 'inapp-kyc-browsers-')))
  vi.stubEnv('npm_config_loglevel', 'silent')
  vi.spyOn(console, 'log').mockReturnValue()
  expect(await downloadBrowser()).not.toBe(0)
  await close()
  expect(asked).toHaveLength(1)
})
