import { randomUUID } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import { test as base, expect, type FrameLocator, type Page } from '@playwright/test'
import {
  type OneTimeToken,
  oneTimeTokenSchema,
  type StatusCallback,
  statusCallbackSchema,
} from '@/lib/contract/host/ctrader'
import type { ManagerOutput } from '@/lib/contract/manager'
import { forwardTo, makeCertificate, serveHttps } from './https'
import { type ManagerClient, managerClient } from './manager-client'
import { type OtherOrigin, openOtherOrigin } from './other-origin'
import { keepWhatIsShown, leaveOutBlur } from './shown'

export type Screen = '/inapp/kyc' | '/inapp/kyc/upload' | '/inapp/kyc/status'
type Query = Record<string, string>

type Fixtures = {
  /** The name of this journey's person in the sandbox: nobody's else. */
  person: string
  /** Where the product is served. */
  origin: string
  /** Under which origin the screens are opened: the same, unless a journey says otherwise. */
  screensOrigin: string
  manager: ManagerClient
  /** The platform's own API: a fresh one-time token, for this journey's person unless another is named. */
  token: (query?: Query & { person?: string }) => Promise<OneTimeToken>
  /** The address with which the platform opens a screen, a fresh token in it. */
  screenUrl: (screen: Screen, query?: Query & { person?: string }) => Promise<string>
  /** Opens a screen as the platform does, and waits until it stands there without its token. */
  openScreen: (page: Page, screen: Screen, query?: Query & { person?: string }) => Promise<void>
  /** What the manager knows of this journey's person. */
  profile: () => Promise<ManagerOutput<'MngGetKycProfile'>>
  /** Fails each journey in which a page's own code failed without anybody catching it. */
  noPageFails: undefined
  /** The status callbacks received for this journey's person, oldest first. */
  callbacks: () => Promise<StatusCallback[]>
  /** The same for any trading login. */
  callbacksOf: (tradingLogin: number) => Promise<StatusCallback[]>
}

type WorkerFixtures = {
  certificate: ServerOptions
  otherOrigin: OtherOrigin
  /** The app behind HTTPS, as in production. */
  secureOrigin: string
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  context: async ({ context }, use) => {
    await keepWhatIsShown(context)
    await leaveOutBlur(context)
    await use(context)
  },
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the names of what a fixture needs
  person: async ({}, use) => use(`traveller-${randomUUID().slice(0, 8)}`),
  origin: async ({ baseURL }, use) => use(baseURL ?? ''),
  manager: async ({ origin }, use) => use(managerClient(origin, 'sandbox-manager')),
  token: async ({ origin, person }, use) => {
    await use(async ({ person: named, ...query } = {}) => {
      const url = new URL(`/ctid2/inAppOneTimeToken/data?${new URLSearchParams(query)}`, origin)
      const answer = await fetch(url, { headers: { authorization: `Bearer sandbox:${named ?? person}` } })
      return oneTimeTokenSchema.parse(await answer.json())
    })
  },
  screensOrigin: async ({ origin }, use) => use(origin),
  screenUrl: async ({ screensOrigin, token }, use) => {
    await use(async (screen, { person: named, ...query } = {}) => {
      const kycType = query.kycType ?? 'standard'
      const { otToken } = await token(named ? { kycType, person: named } : { kycType })
      return new URL(`${screen}?${new URLSearchParams({ token: otToken, lang: 'en', ...query })}`, screensOrigin).href
    })
  },
  openScreen: async ({ screenUrl }, use) => {
    await use(async (page, screen, query) => {
      await page.goto(await screenUrl(screen, query))
      await expect(page).not.toHaveURL(/token=/)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })
  },
  profile: async ({ manager, token }, use) => {
    await use(async () => {
      const { userId } = await token()
      const { items } = await manager('MngGetKycProfiles', { customer_id: String(userId) })
      const [found] = items
      if (!found) throw new Error('This person has no profile yet.')
      return manager('MngGetKycProfile', { id: found.id })
    })
  },
  callbacks: async ({ callbacksOf, token }, use) => {
    await use(async () => callbacksOf((await token()).tradingLogin))
  },
  callbacksOf: async ({ origin }, use) => {
    await use(async (tradingLogin) => {
      const url = new URL('/ctrader/callback/kyc-status', origin)
      const answer = await fetch(url, { headers: { authorization: 'Bearer sandbox-callback' } })
      return readCallbacks(await answer.json()).filter((callback) => callback.tradingLogin === tradingLogin)
    })
  },
  noPageFails: [
    async ({ context }, use) => {
      const failures: Error[] = []
      context.on('weberror', (failure) => failures.push(failure.error()))
      await use(undefined)
      expect(failures).toEqual([])
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the names of what a fixture needs
  certificate: [async ({}, use) => use(await makeCertificate()), { scope: 'worker' }],
  otherOrigin: [
    async ({ certificate }, use) => {
      const origin = await openOtherOrigin(certificate)
      await use(origin)
      await origin.close()
    },
    { scope: 'worker' },
  ],
  secureOrigin: [
    async ({ certificate }, use, { project }) => {
      const { port, close } = await serveHttps(certificate, forwardTo(project.use.baseURL ?? ''))
      await use(`https://localhost:${port}`)
      await close()
    },
    { scope: 'worker' },
  ],
})

/** The stand-in keeps each body as it came, the newest last; it must be the published one and nothing more. */
function readCallbacks(answer: { items: { body: unknown }[] }): StatusCallback[] {
  return answer.items.map(({ body }) => statusCallbackSchema.strict().parse(body))
}

export { expect, type FrameLocator, type Page }
