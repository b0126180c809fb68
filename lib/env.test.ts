import { readFileSync } from 'node:fs'
import { parseEnv as parseEnvFile } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ENV_NAMES, parseEnv } from './env'

const key = Buffer.alloc(32, 7).toString('base64')
const production = {
  KYC_SANDBOX: 'off',
  KYC_MASTER_KEY: key,
  KYC_SESSION_KEY: Buffer.alloc(32, 8).toString('base64'),
  KYC_SERVICE_KEY: 'a-service-key-of-thirty-chars!',
  KYC_MANAGER_KEYS: JSON.stringify([
    { key: 'a-manager-key-of-thirty-chars!', role: 'SESSION_MANAGER', brand: 'acme', name: 'Jo' },
  ]),
  KYC_BRAND: 'acme',
  KYC_TOKEN_CONTRACT: 'crm',
  KYC_TOKEN_URL: 'https://crm.example.com',
}
/** Told of limits, and so needs them. */
const callback = {
  CTRADER_CALLBACK_URL: 'https://ctrader.example.com/kyc',
  CTRADER_CALLBACK_TOKEN: 'a-token',
  KYC_TERMS_FILE: 'terms.json',
}
const errorsOf = (source: Record<string, string>) => {
  const result = parseEnv(source)
  return 'errors' in result ? result.errors : []
}

describe('the configuration', () => {
  it('is the sandbox when nothing is set, or set to nothing', () => {
    expect(parseEnv({ KYC_MASTER_KEY: '' })).toMatchObject({
      env: { sandbox: true, PORT: 3000, KYC_DATA_DIR: './data' },
    })
  })

  it('starts in production with every secret', () => expect(errorsOf(production)).toEqual([]))

  it('needs the limits of levels in production when cTrader is told of them', () => {
    const { KYC_TERMS_FILE: _, ...without } = callback
    expect(errorsOf({ ...production, ...callback })).toEqual([])
    expect(errorsOf({ ...production, ...without })).toEqual([
      'KYC_TERMS_FILE: must be set when CTRADER_CALLBACK_URL is, because cTrader is told the limits of levels',
    ])
    expect(errorsOf(without)).toEqual([])
  })

  it('names each secret that production lacks', () => {
    const errors = errorsOf({ KYC_SANDBOX: 'off' }).join('\n')
    for (const name of [
      'KYC_MASTER_KEY',
      'KYC_SESSION_KEY',
      'KYC_MANAGER_KEYS',
      'KYC_SERVICE_KEY',
      'KYC_BRAND',
      'KYC_TOKEN_CONTRACT',
    ])
      expect(errors).toContain(name)
  })

  it.each([
    ['KYC_SANDBOX', 'maybe'],
    ['PORT', '99999'],
    ['KYC_MASTER_KEY', 'dG9vIHNob3J0'],
    ['KYC_SESSION_KEY', 'dG9vIHNob3J0'],
    ['KYC_MANAGER_KEYS', 'not json'],
    ['KYC_MANAGER_KEYS', '[{"key":"short"}]'],
    ['KYC_TOKEN_CONTRACT', 'embedded'],
    ['KYC_TOKEN_URL', ''],
    ['CTRADER_CALLBACK_URL', 'ftp://x'],
    ['KYC_TERMS_FILE', ''],
    ['CTRADER_CALLBACK_BRANDS', '[{"brand":"zenith","url":"ftp://x","token":"t"}]'],
    ['KYC_FRAME_ANCESTORS', "'self'; script-src *"],
    ['KYC_PUBLIC_URL', 'https://example.com/kyc'],
  ])('refuses %s=%s by name', (name, value) =>
    expect(errorsOf({ ...production, ...callback, [name]: value }).join('\n')).toContain(name),
  )

  it('refuses one key for both purposes, and does not repeat it', () => {
    expect(errorsOf({ ...production, KYC_SESSION_KEY: key })).toEqual([
      'KYC_SESSION_KEY: is KYC_MASTER_KEY, too: each needs a value of its own',
    ])
  })

  it('takes a second session key while the first takes its place, and refuses the master key as either', () => {
    const [one, other] = [9, 10].map((value) => Buffer.alloc(32, value).toString('base64'))
    expect(errorsOf({ ...production, KYC_SESSION_KEY: `${one},${other}` })).toEqual([])
    expect(errorsOf({ ...production, KYC_SESSION_KEY: `${one}, ${key}` })).toEqual([
      'KYC_SESSION_KEY: is KYC_MASTER_KEY, too: each needs a value of its own',
    ])
    expect(errorsOf({ ...production, KYC_SESSION_KEY: `${one},${other},${one}` })).toHaveLength(1)
  })

  it('tells of everything at once: what is wrong, and what is missing beside it', () => {
    const { KYC_TOKEN_URL: _, KYC_BRAND: __, ...less } = production
    const wrong = { PORT: '99999', KYC_MASTER_KEY: 'dG9vIHNob3J0', KYC_SMTP_URL: 'mail.example.com' }
    expect(errorsOf({ ...less, ...wrong }).map((error) => error.split(':')[0])).toEqual([
      ...['PORT', 'KYC_MASTER_KEY', 'KYC_SMTP_URL', 'KYC_BRAND', 'KYC_TOKEN_URL', 'KYC_MAIL_FROM'],
    ])
  })

  it('takes several places for the anchors of the audit, and says which are none', () => {
    const KYC_AUDIT_ANCHOR = [
      '/mnt/anchors.ndjson',
      's3://a:b@anchors/kyc?region=eu-central-1&lock=governance&days=400',
      's3://anchors',
      'https://evidence.example.com/anchors',
    ].join(', ')
    const secrets = { KYC_WEBHOOK_SECRETS: 'a-webhook-secret-of-thirty-chars' }
    expect(parseEnv({ KYC_AUDIT_ANCHOR, ...secrets })).toMatchObject({
      env: {
        KYC_AUDIT_ANCHOR: [
          { kind: 'file', path: '/mnt/anchors.ndjson' },
          { kind: 'bucket', lock: 'governance', days: 400 },
          { kind: 'bucket', lock: 'compliance', days: 1_826 },
          { kind: 'webhook', url: 'https://evidence.example.com/anchors' },
        ],
      },
    })
    expect(errorsOf({ KYC_AUDIT_ANCHOR })).toEqual([expect.stringContaining('KYC_WEBHOOK_SECRETS: must be set')])
    for (const wrong of ['s3://anchors?lock=none', 's3://anchors?days=0', 'https://', 'a.ndjson,', 'a.ndjson,a.ndjson'])
      expect(errorsOf({ KYC_AUDIT_ANCHOR: wrong, ...secrets })).toEqual([expect.stringMatching(/^KYC_AUDIT_ANCHOR/)])
  })

  it('takes master keys that a key service has wrapped, with its address, beside others', () => {
    const wrapped = '2027:kms:arn:aws:kms:eu-central-1:111122223333:key/1234:AQID'
    const KYC_MASTER_KEYS = `${wrapped},2026:${key}`
    expect(parseEnv({ KYC_MASTER_KEYS, KYC_KMS_URL: 'kms://eu-central-1' })).toMatchObject({
      env: {
        KYC_MASTER_KEYS: [
          { label: '2027', serviceKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234', wrapped: 'AQID' },
          { label: '2026', key },
        ],
      },
    })
    expect(errorsOf({ KYC_MASTER_KEYS })).toEqual([expect.stringContaining('KYC_KMS_URL: must be set')])
    expect(errorsOf({ KYC_KMS_URL: 'https://kms.example.com' })).toEqual([expect.stringMatching(/^KYC_KMS_URL/)])
    for (const wrong of ['2027:kms::AQID', '2027:kms:alias/kyc:', '2027:kms:alias/kyc:A B', `${wrapped},${wrapped}`])
      expect(errorsOf({ KYC_MASTER_KEYS: wrong, KYC_KMS_URL: 'kms://eu' })[0]).toMatch(/^KYC_MASTER_KEYS/)
  })

  it('takes the public URL with or without its last slash', () => {
    for (const KYC_PUBLIC_URL of ['https://kyc.example.com', 'https://kyc.example.com:8443/'])
      expect(errorsOf({ ...production, KYC_PUBLIC_URL })).toEqual([])
  })

  it('refuses one key for two people or brands, and does not repeat it', () => {
    const jo = { key: 'a-manager-key-of-thirty-chars!', role: 'SESSION_MANAGER', brand: 'acme', name: 'Jo' }
    const keys = [jo, { ...jo, brand: 'zenith', name: 'Al' }]
    expect(errorsOf({ ...production, KYC_MANAGER_KEYS: JSON.stringify(keys) })).toEqual([
      'KYC_MANAGER_KEYS.1.key: is the key of entry 0, too: each needs one of its own',
    ])
  })

  it('is the sandbox with .env.example as it comes, which names every setting', () => {
    const example = parseEnvFile(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))
    expect(Object.keys(example).sort()).toEqual([...ENV_NAMES].sort())
    expect(parseEnv(example)).toEqual(parseEnv({}))
  })
})
