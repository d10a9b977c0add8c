import {
  speakingFunctions,
  type CharterTerms,
  type CoalitionMember,
  type CoalitionPerson,
} from '#coalitions/index.ts'
import { directionOf, isLanguage, type I18n } from '#platform/i18n.ts'
import { Notice, Table } from '#ui/index.ts'
import type { PressKit } from './kit.ts'
import { KitBody } from './kit-body.tsx'

interface Props {
  i18n: I18n
  /** the kit speaks the language of its page */
  i18nOf: (language: string) => I18n
  kit: PressKit
  coalition: readonly CoalitionMember[]
  /** whom the press is given, by the charter in force */
  speakers: readonly CoalitionPerson[]
  speaks: CharterTerms['speaks']
  /** may take the kit out of the room */
  may: boolean
  action: string
  consentsHref: string
  peopleHref: string
}

/** Whom the press may talk to, then what it may be given, language by language. */
export function PressView(props: Props) {
  const { i18n, kit } = props
  return (
    <>
      <Speakers {...props} />
      <section aria-labelledby="kit">
        <h2 id="kit">{i18n.t('press.kit')}</h2>
        <p>{i18n.t('press.kit.text')}</p>
        {!kit.isPublic && (
          <Notice tone="info">
            <p>{i18n.t('press.kit.not-public')}</p>
          </Notice>
        )}
        {kit.missing.length > 0 && (
          <Notice tone="warning" title={i18n.t('press.kit.missing')}>
            <p>{i18n.list(kit.missing.map((item) => i18n.t(`consent.item.${item}`)))}</p>
            <p>
              <a href={props.consentsHref}>{i18n.t('press.kit.consents')}</a>
            </p>
          </Notice>
        )}
        {kit.pages.map((page) => (
          <article class="preview">
            <h3>{i18n.language(page.language)}</h3>
            <div lang={page.language} dir={isLanguage(page.language) ? directionOf(page.language) : 'auto'}>
              <p>
                <strong>{page.name}</strong>
              </p>
              <KitBody i18n={props.i18nOf(page.language)} page={page} picture={`${props.action}/portrait`} />
            </div>
            {props.may && (
              <form method="post" action={`${props.action}/${page.language}`}>
                <button class="action" type="submit">
                  {i18n.t('press.kit.take', { language: i18n.language(page.language) })}
                </button>
              </form>
            )}
          </article>
        ))}
      </section>
    </>
  )
}

/** Safety: names and telephone numbers of staff stay in this room; the file that is given away has none. */
function Speakers({ i18n, coalition, speakers, speaks, peopleHref }: Props) {
  const organisationOf = (id: string) =>
    coalition.find(({ organisationId }) => organisationId === id)?.name ?? ''
  return (
    <section aria-labelledby="speakers">
      <h2 id="speakers">{i18n.t('press.speakers')}</h2>
      <p>{i18n.t(`press.speaks.${speaks}`)}</p>
      {speakers.length === 0 ? (
        <p>
          {i18n.t('press.speakers.none')} <a href={peopleHref}>{i18n.t('coalition.people.ours')}</a>
        </p>
      ) : (
        <Table
          caption={i18n.t('press.speakers.caption', { count: speakers.length })}
          columns={[
            { label: i18n.t('press.col.who') },
            { label: i18n.t('press.col.for') },
            { label: i18n.t('coalition.languages') },
            { label: i18n.t('press.col.hours') },
            { label: i18n.t('press.col.phone') },
          ]}
          rows={speakers.map((one) => [
            <>
              <bdi>{one.name}</bdi>{' '}
              <small>
                {i18n.list(
                  one.functions
                    .filter((name) => speakingFunctions.some((other) => other === name))
                    .map((name) => i18n.t(`coalition.function.${name}`)),
                )}
              </small>
            </>,
            <bdi>{organisationOf(one.organisationId)}</bdi>,
            i18n.list(one.languages.map((code) => i18n.language(code))),
            <bdi>{one.hours ?? one.reach}</bdi>,
            one.phone ? (
              <a href={`tel:${one.phone.replace(/[^\d+]/gu, '')}`}>
                <bdi dir="ltr">{one.phone}</bdi>
              </a>
            ) : (
              ''
            ),
          ])}
        />
      )}
    </section>
  )
}
