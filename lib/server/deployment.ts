import 'server-only'
import { resolve } from 'node:path'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { env, type ManagerKey } from '@/lib/env'
import { SECOND_BRAND } from '@/lib/sandbox/second-brand'
import { frameAncestors } from '@/lib/web/content-security-policy'
import { faultOfFolder } from './data-folder'
import { once } from './once'

/** What the environment says of this deployment, completed by what the sandbox takes where it says nothing. */

/** In the sandbox these are published, so that anybody can try the APIs; it listens on loopback only. */
const SANDBOX_KEYS: ManagerKey[] = [
  { key: 'sandbox-manager', role: 'SESSION_MANAGER', brand: 'sandbox', name: 'Sandbox manager' },
  { key: 'sandbox-admin', role: 'SESSION_ADMIN', brand: 'sandbox', name: 'Sandbox admin' },
  { key: `${SECOND_BRAND}-manager`, role: 'SESSION_MANAGER', brand: SECOND_BRAND, name: 'Harbour manager' },
  { key: `${SECOND_BRAND}-admin`, role: 'SESSION_ADMIN', brand: SECOND_BRAND, name: 'Harbour admin' },
]
const SANDBOX_SERVICE_KEY = 'sandbox-service'
const SANDBOX_METRICS_KEY = 'sandbox-metrics'
/** The stand-in for cTrader's callback accepts this token. */
export const SANDBOX_CALLBACK_TOKEN = 'sandbox-callback'

/** The brand of whoever comes without one. */
export function defaultBrand(): string {
  return env().KYC_BRAND ?? 'sandbox'
}

/** The name that people know the broker by. */
export function brandName(): string {
  return env().KYC_BRAND_NAME ?? (env().sandbox ? 'Northwind Markets' : 'Verification')
}

/** The address of the screens that the operator has named; null where the request itself has to tell. */
export function ownUrl(): string | null {
  return env().KYC_PUBLIC_URL ?? null
}

/** The highest level that a link asks for by itself. */
export function levelByLink(): RequestableLevel {
  return env().KYC_LEVEL_BY_LINK
}

/** The highest level that people may ask for by themselves. */
export function levelByPerson(): RequestableLevel {
  return env().KYC_LEVEL_BY_PERSON
}

/** Who may embed the screens, as CSP sources. */
export function frameSources(): string[] {
  return frameAncestors(env().KYC_FRAME_ANCESTORS, env().sandbox)
}

/** Where the screens are reached from outside; null when nobody has said. */
export function publicUrl(): string | null {
  const { KYC_PUBLIC_URL, PORT, sandbox } = env()
  return KYC_PUBLIC_URL ?? (sandbox ? `http://localhost:${PORT}` : null)
}

/** The folder of the database and the files; made when it is missing. Throws when it cannot be used. */
export const dataDirectory = once('data folder', (): string => {
  const directory = resolve(/* turbopackIgnore: true */ env().KYC_DATA_DIR)
  const fault = faultOfFolder(directory)
  if (fault) throw new Error(`The configuration does not work:\n  KYC_DATA_DIR: ${fault}`)
  return directory
})

/** Where cTrader's callback is received; the sandbox plays that part itself. */
export function callbackReceiver(): { url: string; token: string } | null {
  const { CTRADER_CALLBACK_URL: url, CTRADER_CALLBACK_TOKEN: token = '', PORT, sandbox } = env()
  if (url) return { url, token }
  return sandbox ? { url: `http://127.0.0.1:${PORT}/ctrader/callback/kyc-status`, token: SANDBOX_CALLBACK_TOKEN } : null
}

/** Who may call the manager API. */
export function managerKeys(): readonly ManagerKey[] {
  return env().KYC_MANAGER_KEYS ?? (env().sandbox ? SANDBOX_KEYS : [])
}

/** The key for `/metrics`; null where there is none, and then no metrics. */
export function metricsKey(): string | null {
  return env().KYC_METRICS_KEY ?? (env().sandbox ? SANDBOX_METRICS_KEY : null)
}

/** The key of the screens themselves, and of a broker's servers; empty where none is set. */
export function serviceKey(): string {
  return env().KYC_SERVICE_KEY ?? (env().sandbox ? SANDBOX_SERVICE_KEY : '')
}
