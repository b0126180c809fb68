import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { LINK_PREFIX } from '@/lib/contract/token'
import styles from './token-exchange.module.css'

type TokenExchangeProps = { token: string; next: string; nonce: string | undefined }

/**
 * The shell that a link with a token answers: one form that posts the token, submitted at once by script.
 * Without script the button does it, and always for a link that may have come by mail: scanners open those.
 * A GET, a HEAD or a preview of this page costs nothing.
 */
export function TokenExchange({ token, next, nonce }: TokenExchangeProps) {
  const t = useTranslations('token')
  const pressed = token.startsWith(LINK_PREFIX)
  return (
    <main className={styles.shell}>
      {!pressed && <Shape />}
      <form id="enter" method="post" action="/inapp/kyc/enter" className={styles.form}>
        <h1>{t(pressed ? 'linkTitle' : 'opening')}</h1>
        {pressed && <p>{t('linkText')}</p>}
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <Button type="submit">{t('continue')}</Button>
      </form>
      <script
        nonce={nonce}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: constants, and they must run before the app's own scripts
        dangerouslySetInnerHTML={{ __html: pressed ? HIDE_TOKEN : HIDE_TOKEN + SEND }}
      />
    </main>
  )
}

/** The token leaves the address bar and the history before anything else happens. */
const HIDE_TOKEN = `history.replaceState(null,'',document.forms.enter.elements.next.value);`
const SEND = `document.forms.enter.dataset.sent='';document.forms.enter.submit()`

/** What the screen will look like, while the token is on its way. */
function Shape() {
  return (
    <div className={styles.shape} aria-hidden="true">
      <Skeleton width="55%" height="30px" />
      <Skeleton width="80%" height="16px" />
      <Skeleton height="6px" />
      <Skeleton height="52px" />
      <Skeleton height="52px" />
      <Skeleton height="52px" />
    </div>
  )
}
