import type { I18n } from '#platform/i18n.ts'
import type { TodayItem } from '#platform/module.ts'
import { Empty, Status, type ConsoleSection, type Tone } from '#ui/index.ts'

type Urgency = 1 | 2 | 3 | 4
const tones: Record<Urgency, Tone | 'quiet'> = { 1: 'danger', 2: 'warning', 3: 'info', 4: 'quiet' }
/** How a case comes to be heard, in the order of doing; shown while nothing waits. */
const steps: readonly ConsoleSection[] = ['organisation', 'members', 'cases', 'campaigns', 'updates']

export function TodayView(props: {
  i18n: I18n
  items: readonly (TodayItem & { urgency: Urgency })[]
  zone: string
  sections: readonly { name: ConsoleSection; href: string }[]
}) {
  const { i18n, items, zone, sections } = props
  const urgencies = ([1, 2, 3, 4] as const).filter((urgency) =>
    items.some((item) => item.urgency === urgency),
  )
  const first = steps.flatMap((name) => sections.find((section) => section.name === name) ?? [])
  return (
    <>
      {urgencies.map((urgency) => (
        <section class="today" aria-labelledby={`urgency-${urgency}`}>
          <h2 id={`urgency-${urgency}`}>
            <Status tone={tones[urgency]}>{i18n.t(`office.today.${urgency}`)}</Status>
          </h2>
          <ul class="plain">
            {items
              .filter((item) => item.urgency === urgency)
              .map((item) => (
                <li>
                  <a href={item.href}>{item.text}</a>
                  {item.count !== undefined && <strong> {i18n.number(item.count)}</strong>}
                  {item.since && (
                    <small>
                      {' '}
                      {i18n.t('office.today.since', {
                        at: i18n.dateTime(item.since, { zone, style: 'short' }),
                      })}
                    </small>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
      {!urgencies.some((urgency) => urgency < 4) && (
        <Empty title={i18n.t('office.today.empty')}>
          <p>{i18n.t('office.today.empty.text')}</p>
          <ol>
            {first.map(({ name, href }) => (
              <li>
                <a href={href}>{i18n.t(`office.today.step.${name}` as 'office.today.step.cases')}</a>
              </li>
            ))}
          </ol>
        </Empty>
      )}
    </>
  )
}
