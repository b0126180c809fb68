import { z } from 'zod'
import { requestableLevelSchema } from '@/lib/contract/levels/level-schemas'
import { MAX_LENGTH } from '@/lib/contract/limits'
import { MANAGER_ROLES } from '@/lib/contract/manager'

/** Every environment variable, parsed once, with its default and meaning. */

/** For how long regulators want such records kept (AMLR, Article 77). */
const FIVE_YEARS_DAYS = 1_826

const onOff = z.enum(['on', 'off'])
const tokenContract = z.enum(['embedded', 'crm', 'ctid'])
const key32 = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')

/** A label says when a key was made, or where it is kept; the keys themselves are told apart without it. */
const keyLabel = z.string().min(1).max(40)
const masterKeySchema = z.union([
  z.strictObject({ label: keyLabel.nullable(), key: key32 }),
  /** Wrapped by this key of the key service. */
  z.strictObject({ label: keyLabel, serviceKey: z.string().min(1).max(2_048), wrapped: z.base64().min(1) }),
])
const masterKeysSchema = z
  .string()
  .transform((text) =>
    text.split(',').map((entry) => {
      const [, ofService, serviceKey, wrapped] = /^([^:]+):kms:(.+):([^:]+)$/.exec(entry.trim()) ?? []
      if (ofService !== undefined) return { label: ofService, serviceKey, wrapped }
      const [, label = null, key = ''] = /^(?:([^:]*):)?(.*)$/.exec(entry.trim()) ?? []
      return { label, key }
    }),
  )
  .pipe(z.array(masterKeySchema).min(1))
  .refine((keys) => new Set(keys.map(secretOf)).size === keys.length, 'has a key twice')

function secretOf(key: z.infer<typeof masterKeySchema>): string {
  return 'key' in key ? key.key : key.wrapped
}

const jsonText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' })
    return z.NEVER
  }
})
const managerKeysSchema = jsonText.pipe(
  z
    .array(
      z.strictObject({
        key: z.string().min(24, 'at least 24 characters'),
        role: z.enum(MANAGER_ROLES),
        brand: z.string().min(1),
        name: z.string().min(1),
      }),
    )
    // A key says who calls, and for which brand: of two entries with the same one, the second would never be found.
    .check(({ value, issues }) => {
      for (const [at, { key }] of value.entries()) {
        const first = value.findIndex((other) => other.key === key)
        const message = `is the key of entry ${first}, too: each needs one of its own`
        if (first < at) issues.push({ code: 'custom', path: [at, 'key'], message, input: value })
      }
    }),
)
export type ManagerKey = z.infer<typeof managerKeysSchema>[number]

const address = z.url({ protocol: /^https?$/ })
/** The screens need a host name of their own; under a path, their links would lead nowhere. */
const origin = address.refine(
  (url) => new URL(url).href === `${new URL(url).origin}/`,
  'must be a host name alone, without a path: https://kyc.example.com',
)

/** Whether the lock of an anchor ends before its day for whoever may bypass it, or for nobody; and after how many days. */
const lockSchema = z.object({
  lock: z.enum(['compliance', 'governance'], 'lock must be compliance or governance').default('compliance'),
  days: z.coerce.number('days must be a number').int().min(1).max(36_500).default(FIVE_YEARS_DAYS),
})
const anchorPlaceSchema = z.string().transform((text, context) => {
  if (/^https?:/.test(text)) {
    if (address.safeParse(text).success) return { kind: 'webhook', url: text } as const
    context.addIssue({ code: 'custom', message: 'must be https://host/path' })
    return z.NEVER
  }
  if (!text.startsWith('s3:')) return { kind: 'file', path: text } as const
  const lock = lockSchema.safeParse(Object.fromEntries(URL.canParse(text) ? new URL(text).searchParams : []))
  if (URL.canParse(text) && lock.success) return { kind: 'bucket', url: text, ...lock.data } as const
  const message = lock.error?.issues[0]?.message ?? 'must be s3://bucket/prefix?endpoint=…'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
export type AnchorSetting = z.infer<typeof anchorPlaceSchema>

const callbackBrandsSchema = jsonText.pipe(
  z.array(z.strictObject({ brand: z.string().min(1), url: address, token: z.string().min(1) })),
)

/** `.env.example` is generated from this, with comments and defaults: `node scripts/env-example.mjs`. */
const envSchema = z.object({
  /** Set by the framework: `development` only under `npm run dev`. */
  NODE_ENV: z.string().default('production'),

  /** `on`: simulates cTrader, with published keys, on this machine only. `off`: production. */
  KYC_SANDBOX: onOff.default('on'),
  /** The port and the network address to listen on. Default address: 127.0.0.1 in the sandbox, otherwise 0.0.0.0. */
  PORT: z.coerce.number().int().min(1).max(65_535).default(3_000),
  KYC_HOST: z.string().min(1).optional(),
  /**
   * The public URL of the screens: one-time links lead there, and pages of that origin may use them whatever `Host` a proxy
   * sends.
   */
  KYC_PUBLIC_URL: origin.optional(),
  /**
   * How many proxies stand before the app, each appending to `X-Forwarded-For`: by it people who guess are told apart from
   * others.
   */
  KYC_TRUSTED_PROXIES: z.coerce.number().int().min(1).max(10).default(1),
  /** The origins that may embed the screens, as CSP sources separated by spaces: `https://app.example.com`. */
  KYC_FRAME_ANCESTORS: z
    .string()
    .regex(/^[^;,]*$/, 'must be a list of CSP sources without ; or ,')
    .optional(),

  /** 32 bytes in base64: protects files and answers, which are lost without it. `openssl rand -base64 32` */
  KYC_MASTER_KEY: key32.optional(),
  /**
   * In its place, to change it: several, separated by commas, the newest first. Each may have a label: `2026:<key>`. See
   * `npm run keys`.
   */
  KYC_MASTER_KEYS: masterKeysSchema.optional(),
  /**
   * The key service that opens those of these keys which it has wrapped, `2027:kms:<its key>:<wrapped>`:
   * `kms://key:secret@region?endpoint=https://…`.
   */
  KYC_KMS_URL: z
    .string()
    .refine((url) => url.startsWith('kms://') && URL.canParse(url), 'must be kms://region?endpoint=…')
    .optional(),
  /**
   * 32 bytes in base64: encrypts the session cookie. During a change of keys two, separated by a comma, the new one first.
   */
  KYC_SESSION_KEY: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(key32).min(1).max(2))
    .optional(),
  /**
   * Who may call the manager API: a JSON list of `{ "key", "role", "brand", "name" }`, on one line. A key has at least 24
   * characters.
   */
  KYC_MANAGER_KEYS: managerKeysSchema.optional(),
  /** The key for the customer API, and for your servers that upload on behalf of customers: at least 24 characters. */
  KYC_SERVICE_KEY: z.string().min(24, 'at least 24 characters').optional(),

  /** The key for Prometheus at `/metrics`: at least 24 characters. Without it there are no metrics. */
  KYC_METRICS_KEY: z.string().min(24, 'at least 24 characters').optional(),

  /** How long requests and jobs that are under way may take after SIGTERM, in seconds. */
  KYC_STOP_SECONDS: z.coerce.number().int().min(1).max(600).default(8),

  /** The folder for the database and the encrypted files. */
  KYC_DATA_DIR: z.string().default('./data'),
  /** `postgres://…`: the database, for more than one machine. Default: SQLite in the data folder. */
  KYC_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** `s3://key:secret@bucket/prefix?endpoint=https://…&region=…`: the file store. Default: the data folder. */
  KYC_FILES_URL: z
    .string()
    .refine((url) => url.startsWith('s3://') && URL.canParse(url), 'must be s3://bucket/prefix?endpoint=…')
    .optional(),
  /**
   * The scanner for malware, a clamd: `tcp://host:3310` or `unix:/run/clamav/clamd.ctl`. Files that it does not find clean are
   * opened by nobody.
   */
  KYC_CLAMD: z
    .string()
    .regex(/^(tcp:\/\/(\[[0-9a-f:]+\]|[^/\s:@]+):\d{1,5}|unix:\/\S+)$/i, 'must be tcp://host:port or unix:/path')
    .optional(),
  /**
   * Where the ends of the audit are written to, outside the reach of whoever can write the database; several, separated by
   * commas: a file, `s3://bucket/prefix?…&lock=compliance&days=1826` with object lock, or `https://…`, which is sent them.
   */
  KYC_AUDIT_ANCHOR: z
    .string()
    .transform((text) => text.split(',').map((place) => place.trim()))
    .refine((places) => new Set(places).size === places.length, 'names a place twice')
    .pipe(z.array(z.string().min(1).pipe(anchorPlaceSchema)).min(1))
    .optional(),
  /**
   * Your own KYC backend. The screens call it with the service key, or with OAuth 2.0 client credentials if the others
   * are set.
   */
  KYC_BACKEND_URL: address.optional(),
  KYC_BACKEND_TOKEN_URL: address.optional(),
  KYC_BACKEND_CLIENT_ID: z.string().min(1).optional(),
  KYC_BACKEND_CLIENT_SECRET: z.string().min(1).optional(),

  /** The brand of customers whose token names none: of all of them, if you have one brand. */
  KYC_BRAND: z.string().min(1).max(MAX_LENGTH.brand).optional(),
  /**
   * Who redeems one-time tokens: `crm` (your own `validate-token`) or `ctid` (cTrader's `redeem`), and the URL of that
   * server.
   */
  KYC_TOKEN_CONTRACT: tokenContract.optional(),
  KYC_TOKEN_URL: address.optional(),
  /** Full SSO, in addition: the keys of your identity provider, and the issuer and audience of its JWTs. */
  KYC_SSO_JWKS_URL: address.optional(),
  KYC_SSO_ISSUER: z.string().min(1).optional(),
  KYC_SSO_AUDIENCE: z.string().min(1).optional(),
  /** The claim of these JWTs that names the brand, if you have several. */
  KYC_SSO_BRAND_CLAIM: z.string().min(1).optional(),
  /** The largest age of these JWTs, from their `iat`, in hours: one that was copied opens the screens no longer than that. */
  KYC_SSO_MAX_AGE_HOURS: z.coerce.number().int().min(1).max(8_760).optional(),
  /**
   * The highest level that `kycType` in a link can ask for by itself: `basic`, `standard` or `enhanced`. Beyond it a token
   * or a reviewer decides.
   */
  KYC_LEVEL_BY_LINK: requestableLevelSchema.default('standard'),
  /** The highest level that people may ask for by themselves, on the status screen. */
  KYC_LEVEL_BY_PERSON: requestableLevelSchema.default('enhanced'),
  /** `on` if cTrader opens the screens as a WebView plugin, which must answer its handshake. */
  KYC_CTRADER_PLUGIN: onOff.default('off'),
  /** The URL for cTrader's status callbacks, and their bearer token. Without a URL, none are sent. */
  CTRADER_CALLBACK_URL: address.optional(),
  CTRADER_CALLBACK_TOKEN: z.string().min(1).optional(),
  /** The same for brands with a cTrader server of their own: a JSON list of `{ "brand", "url", "token" }`, on one line. */
  CTRADER_CALLBACK_BRANDS: callbackBrandsSchema.optional(),
  /**
   * The URL for your webhooks, and the secret that signs them, at least 24 characters; during a change of secrets two,
   * separated by a comma.
   */
  KYC_WEBHOOK_URL: address.optional(),
  KYC_WEBHOOK_SECRETS: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .pipe(z.array(z.string().min(24, 'at least 24 characters')).min(1).max(2))
    .optional(),
  /**
   * The mail server, `smtp://user:password@host:587`, and the sender of emails to customers. Without a server, none are
   * sent.
   */
  KYC_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  KYC_MAIL_FROM: z.string().min(3).optional(),

  /** A JSON file with the name, appearance, logos and contacts of each brand; see docs/integrators.md. */
  KYC_BRANDS_FILE: z.string().min(1).optional(),
  /** A JSON file with the terms of each brand: limits, review times and names of levels; see docs/integrators.md. */
  KYC_TERMS_FILE: z.string().min(1).optional(),
  /** A JSON file with how long each brand keeps what it knows of people; see docs/privacy.md. Without it nothing goes by itself. */
  KYC_RETENTION_FILE: z.string().min(1).optional(),
  /** A JSON file with the rules by which each brand judges risk and transactions; see docs/risk.md. */
  KYC_RISK_FILE: z.string().min(1).optional(),
  /** How each brand screens people against lists, as JSON. Without it all do it as usual. */
  KYC_SCREENING_FILE: z.string().min(1).optional(),
  /** After how many hours the source of each list is asked for a newer version; 0: only by `npm run lists -- update`. */
  KYC_LISTS_UPDATE_HOURS: z.coerce.number().int().min(0).max(720).default(24),
  /** The name at the top of the screens. */
  KYC_BRAND_NAME: z.string().min(1).max(60).optional(),
  /** How to reach support, shown to people who are stuck. */
  KYC_SUPPORT_EMAIL: z.email().optional(),
  KYC_SUPPORT_URL: address.optional(),
  /** Your terms and your privacy policy, linked under every screen. */
  KYC_TERMS_URL: address.optional(),
  KYC_PRIVACY_URL: address.optional(),
  /** Where a person is sent who leaves with nothing left to do, instead of `#SUCCESS` in the URL. */
  KYC_SUCCESS_URL: address.optional(),
  /** Where the close button leads when the screens are not embedded. */
  KYC_RETURN_URL: address.optional(),
})
type RawEnv = z.infer<typeof envSchema>
/** The variables that a deployment may set. */
export const ENV_NAMES = Object.keys(envSchema.shape).filter((name) => name !== 'NODE_ENV')

/** Required in production, where they have no default. */
const REQUIRED_IN_PRODUCTION = [
  'KYC_MASTER_KEY',
  'KYC_SESSION_KEY',
  'KYC_MANAGER_KEYS',
  'KYC_SERVICE_KEY',
  'KYC_BRAND',
  'KYC_TOKEN_CONTRACT',
] as const satisfies readonly (keyof RawEnv)[]

export type Env = RawEnv & { sandbox: boolean }

/**
 * Reads the environment.
 * @returns the parsed variables, or every error as one sentence that names its variable.
 */
export function parseEnv(source: Record<string, string | undefined>): { env: Env } | { errors: string[] } {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const issues = envSchema.safeParse(filled).error?.issues ?? []
  const faulty = new Set(issues.map(({ path }) => path[0]))
  // What is wrong by itself hides nothing of what is missing beside it.
  const valid = envSchema.parse(Object.fromEntries(Object.entries(filled).filter(([name]) => !faulty.has(name))))
  const env = { ...valid, sandbox: valid.KYC_SANDBOX === 'on' }
  const errors = [
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...errorsOfChoice(env, (name) => filled[name] !== undefined),
  ]
  return errors.length > 0 ? { errors } : { env }
}

/** @param isSet whether a variable is set, to a valid value or not. */
function errorsOfChoice(env: Env, isSet: (name: keyof RawEnv) => boolean): string[] {
  const errors: string[] = []
  const masters = [env.KYC_MASTER_KEY, ...(env.KYC_MASTER_KEYS ?? []).map(secretOf)]
  if (env.KYC_SESSION_KEY?.some((key) => masters.includes(key))) {
    errors.push('KYC_SESSION_KEY: is KYC_MASTER_KEY, too: each needs a value of its own')
  }
  if (isSet('KYC_MASTER_KEY') && isSet('KYC_MASTER_KEYS')) {
    errors.push('KYC_MASTER_KEY: is set beside KYC_MASTER_KEYS: move it there, behind the newer ones')
  }
  if (env.KYC_MASTER_KEYS?.some((key) => 'wrapped' in key) && !isSet('KYC_KMS_URL')) {
    errors.push('KYC_KMS_URL: must be set when KYC_MASTER_KEYS has a key that a key service has wrapped')
  }
  if (!env.sandbox) {
    for (const name of REQUIRED_IN_PRODUCTION) {
      const isReplaced = name === 'KYC_MASTER_KEY' && isSet('KYC_MASTER_KEYS')
      if (!isSet(name) && !isReplaced) errors.push(`${name}: must be set when KYC_SANDBOX is off`)
    }
    if (env.KYC_TOKEN_CONTRACT === 'embedded') {
      errors.push(
        `KYC_TOKEN_CONTRACT: must be ${tokenContract.exclude(['embedded']).options.join(' or ')} when KYC_SANDBOX is off`,
      )
    }
  }
  if (env.KYC_TOKEN_CONTRACT && env.KYC_TOKEN_CONTRACT !== 'embedded' && !isSet('KYC_TOKEN_URL')) {
    errors.push(`KYC_TOKEN_URL: must be set when KYC_TOKEN_CONTRACT is ${env.KYC_TOKEN_CONTRACT}`)
  }
  if (isSet('CTRADER_CALLBACK_URL') && !isSet('CTRADER_CALLBACK_TOKEN')) {
    errors.push('CTRADER_CALLBACK_TOKEN: must be set when CTRADER_CALLBACK_URL is')
  }
  if (isSet('CTRADER_CALLBACK_BRANDS') && !isSet('CTRADER_CALLBACK_URL')) {
    errors.push(
      'CTRADER_CALLBACK_URL: must be set when CTRADER_CALLBACK_BRANDS is, for the brands that it does not list',
    )
  }
  if (isSet('CTRADER_CALLBACK_URL') && !isSet('KYC_TERMS_FILE') && !env.sandbox) {
    errors.push(
      'KYC_TERMS_FILE: must be set when CTRADER_CALLBACK_URL is, because cTrader is told the limits of levels',
    )
  }
  if (isSet('KYC_SSO_JWKS_URL') && !(isSet('KYC_SSO_ISSUER') && isSet('KYC_SSO_AUDIENCE'))) {
    errors.push('KYC_SSO_ISSUER, KYC_SSO_AUDIENCE: must be set when KYC_SSO_JWKS_URL is')
  }
  if (isSet('KYC_SMTP_URL') && !isSet('KYC_MAIL_FROM')) {
    errors.push('KYC_MAIL_FROM: must be set when KYC_SMTP_URL is')
  }
  if (isSet('KYC_WEBHOOK_URL') && !isSet('KYC_WEBHOOK_SECRETS')) {
    errors.push('KYC_WEBHOOK_SECRETS: must be set when KYC_WEBHOOK_URL is')
  }
  if (env.KYC_AUDIT_ANCHOR?.some(({ kind }) => kind === 'webhook') && !isSet('KYC_WEBHOOK_SECRETS')) {
    errors.push(
      'KYC_WEBHOOK_SECRETS: must be set when KYC_AUDIT_ANCHOR has an https:// address, which is sent signed ends',
    )
  }
  if (isSet('KYC_BACKEND_TOKEN_URL') && !(isSet('KYC_BACKEND_CLIENT_ID') && isSet('KYC_BACKEND_CLIENT_SECRET'))) {
    errors.push('KYC_BACKEND_CLIENT_ID, KYC_BACKEND_CLIENT_SECRET: must be set when KYC_BACKEND_TOKEN_URL is')
  }
  return errors
}

let current: Env | undefined

/** The environment of this process. Throws at start, listing every error. */
export function env(): Env {
  if (current) return current
  const result = parseEnv(process.env)
  if ('errors' in result) throw new Error(`The configuration is not complete:\n  ${result.errors.join('\n  ')}`)
  current = result.env
  return current
}
