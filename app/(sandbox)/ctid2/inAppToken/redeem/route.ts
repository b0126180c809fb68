import { manager } from '@/lib/server'
import { respondInSandbox } from '@/lib/server/web'

/** Plays cTrader's newer contract: the person behind a token, once; 404 for any token that is not good. */
export function POST(request: Request) {
  return respondInSandbox(async () => {
    const token = new URL(request.url).searchParams.get('token') ?? ''
    const redeemed = await (await manager()).tokens.redeem(token)
    if (!redeemed.ok) return Response.json({ error: 'Not Found' }, { status: 404 })
    const { customer_id, email, trading_login } = redeemed.value.identity
    return Response.json(
      { userId: Number(customer_id), email, tradingLogin: Number(trading_login) },
      { headers: { 'cache-control': 'no-store' } },
    )
  })
}
