import { resolve } from 'node:path'
import { defineConfig, devices, type LaunchOptions } from '@playwright/test'
import { SPECIMENS } from './e2e/specimens/specimens'
import { freePort } from './lib/testing/free-port'

/** Chosen once: the workers read this file too, and find it in their environment. */
process.env.KYC_E2E_PORT ??= String(await freePort())
const port = process.env.KYC_E2E_PORT
/** Where this run keeps what it makes: two runs stand side by side. */
const folder = process.env.KYC_RUN_FOLDER ?? 'test-results'
const onlySpecimens = process.argv.includes('--project=specimens')
/** Journeys that need the proportions and the touch of a phone. */
const ON_PHONE = /on-phone\.spec\.ts$/
/** What is measured in milliseconds: with the machine to itself. */
const TIMING = /\.timing\.spec\.ts$/
/** Journeys that take pictures: a Chromium without a window has no camera. */
const WITH_CAMERA =
  /(accessibility|camera-ladder|capture-size|embedded|guidance|handoff|selfie|unseen-camera)\.spec\.ts$/
const DESKTOP = { viewport: { width: 1280, height: 900 } }

function launch(executablePath: string | undefined): LaunchOptions {
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${resolve(SPECIMENS.camera)}`,
    ],
  }
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: `${folder}/journeys`,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // These end what hangs; nothing is judged by them. Machines differ, and have other work too.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: process.env.KYC_REPORT ?? `${folder}/e2e.json` }]],
  use: {
    actionTimeout: 60_000,
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    locale: 'en-GB',
    // Embedded journeys run over HTTPS, with certificates that they make.
    ignoreHTTPSErrors: true,
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: launch(process.env.KYC_BROWSER),
  },
  projects: [
    { name: 'specimens', testMatch: 'specimens/*.setup.ts' },
    {
      ...{ name: 'desktop', testMatch: '*.spec.ts', testIgnore: [WITH_CAMERA, ON_PHONE, TIMING] },
      use: { ...DESKTOP, launchOptions: launch(process.env.KYC_SHELL ?? process.env.KYC_BROWSER) },
    },
    { name: 'camera', testMatch: WITH_CAMERA, use: DESKTOP },
    { name: 'phone', testMatch: ON_PHONE, use: devices['Pixel 7'] },
    { name: 'timing', testMatch: TIMING, use: DESKTOP },
  ],
  webServer: onlySpecimens
    ? undefined
    : {
        // With nothing between this process and the server's, that one sees when this one has ended.
        command: process.platform === 'win32' ? 'node scripts/start.mjs' : 'exec node scripts/start.mjs',
        url: `http://localhost:${port}/healthz`,
        env: { PORT: port, KYC_DATA_DIR: `${folder}/data-${port}`, KYC_SANDBOX: 'on' },
        gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
        reuseExistingServer: false,
        timeout: 900_000,
        stdout: 'pipe',
      },
})
