import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import styles from './deck.module.css'
import { GROUPS, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from './scenarios'

/** Every state of the screens, one press each. */
export function Deck({ playing, onPlay }: { playing: ScenarioName | null; onPlay: (name: ScenarioName) => void }) {
  const t = useTranslations('sandbox.deck')
  return (
    <Card aria-labelledby="deck" className={styles.deck}>
      <div className={styles.head}>
        <h2 id="deck">{t('title')}</h2>
        <p>{t('lead')}</p>
      </div>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group} aria-labelledby={`deck-${group}`}>
            <h3 id={`deck-${group}`}>{t(`groups.${group}`)}</h3>
            <ul className={styles.list}>
              {SCENARIO_NAMES.filter((name) => SCENARIOS[name].group === group).map((name) => (
                <li key={name}>
                  <button
                    type="button"
                    className={styles.scenario}
                    data-scenario={name}
                    data-playing={playing === name || undefined}
                    onClick={() => onPlay(name)}
                  >
                    {t(`scenarios.${name}`)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  )
}
