import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import styles from './token-exchange.module.css'

type TokenExchangeProps = { token: string; next: string; nonce: string | undefined }

/**
 * The shell that a link with a token answers: one form that posts the token, submitted at once by script.
 * Without script the button does it. A GET, a HEAD or a preview of this page costs nothing.
 */
export function TokenExchange({ token, next, nonce }: TokenExchangeProps) {
  const t = useTranslations('token')
  return (
    <main className={styles.shell}>
      <div className={styles.shape} aria-hidden="true">
        <Skeleton width="55%" height="30px" />
        <Skeleton width="80%" height="16px" />
        <Skeleton height="6px" />
        <Skeleton height="52px" />
        <Skeleton height="52px" />
        <Skeleton height="52px" />
      </div>
      <form id="enter" method="post" action="/inapp/kyc/enter" className={styles.form}>
        <h1>{t('opening')}</h1>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <Button type="submit">{t('continue')}</Button>
      </form>
      {/* The token leaves the address bar and the history before anything else happens. */}
      <script
        nonce={nonce}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before the app's own scripts
        dangerouslySetInnerHTML={{
          __html: `history.replaceState(null,'',document.forms.enter.elements.next.value);document.forms.enter.dataset.sent='';document.forms.enter.submit()`,
        }}
      />
    </main>
  )
}
