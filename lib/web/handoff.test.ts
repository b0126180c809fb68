import { describe, expect, it } from 'vitest'
import { handoffSchema, type UploadScope } from '@/lib/contract/host/handoff'
import { newToken, tokenHash } from '@/lib/http/one-time-token'
import { beginHandoff, handoffState, matchingCode } from './handoff'
import type { Session } from './session'

const identity = { customer_id: '67890', brand: 'acme', email: null, trading_login: null }
const session: Session = { id: 's', identity, level: 'standard', token_hash: 'a', entered_at: 0, epoch: 0, renewal: 0 }
const scope: UploadScope = {
  step_id: crypto.randomUUID(),
  step: 'identity',
  field: 'identity_document',
  document_type: 'passport',
  country: null,
}

describe('a handoff to a phone', () => {
  it('is a link to the one upload, whose code both screens can show', async () => {
    const token = newToken('handoff')
    const issued: unknown[] = []
    const tokens = {
      issue: async (subject: unknown) => {
        issued.push(subject)
        return { token, expires_at: '2026-01-01T12:10:00.000Z' }
      },
    }
    const handoff = handoffSchema.parse(await beginHandoff(tokens, session, scope))
    expect(issued).toEqual([{ identity, kyc_type: 'standard', scope }])
    const { pathname, searchParams } = new URL(handoff.path, 'http://kyc.test')
    expect(pathname).toBe('/inapp/kyc/upload')
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ step: 'identity', field: 'identity_document', documentType: 'passport', token },
    })
    expect(handoff.id).toBe(tokenHash(token))
    expect(handoff.code).toBe(matchingCode(tokenHash(token)))
  })

  it('is nobody else’s to ask about', async () => {
    const state = async () => null
    await expect(handoffState({ state }, identity, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await handoffState({ state: async () => 'opened' }, identity, 'x')).toEqual({ state: 'opened' })
  })
})
