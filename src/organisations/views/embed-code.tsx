import { languages, type I18n } from '#platform/i18n.ts'
import {
  embedFrame,
  embedLine,
  embedLink,
  ErrorSummary,
  framedPath,
  Notice,
  say,
  Select,
  TextField,
  themeLetters,
  themeSchemes,
  type Embed,
  type FormState,
} from '#ui/index.ts'
import type { EmbedOffer } from '../embed-code.tsx'
import type { EmbedSite } from '../embed-site.ts'
import { languageNames } from './door.tsx'

interface Props {
  i18n: I18n
  offer: EmbedOffer
  embed: Embed
  form: FormState
  sites: readonly EmbedSite[]
}

/** Chooses how an embed looks, and gives the HTML for it three times: for sites that let much through, less, and least. */
export function EmbedCodeView(props: Props) {
  const { i18n, embed, offer, form } = props
  const address = embed.publicUrl + framedPath(embed)
  return (
    <>
      <p>
        {i18n.t('organisations.embed.text')} {i18n.t('organisations.embed.named')}
      </p>
      {!offer.stands && <Notice tone="info" title={i18n.t('organisations.embed.later')} />}
      <Sites {...props} />
      <ErrorSummary i18n={i18n} form={form} />
      <Look {...props} />
      <p>
        <a href={address} rel="noopener" target="_blank">
          {i18n.t('organisations.embed.look')}
        </a>
      </p>
      <Code i18n={i18n} name="line" text={embedLine(embed)} />
      <p class="small">{say(i18n, 'organisations.embed.policy', { address: embed.publicUrl })}</p>
      <Code i18n={i18n} name="frame" text={embedFrame(embed)} />
      <Code i18n={i18n} name="link" text={embedLink(embed)} />
      <section class="card">
        <h2>{i18n.t('organisations.embed.filters')}</h2>
        <p>{i18n.t('organisations.embed.filters.text')}</p>
      </section>
      <section class="card">
        <h2>{i18n.t('organisations.embed.events')}</h2>
        <p>{i18n.t('organisations.embed.events.text')}</p>
        <ul>
          {['ready', 'acted', 'shared'].map((what) => (
            <li>
              <code dir="ltr">watchlight:{what}</code>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Sites({ i18n, sites }: Props) {
  if (sites.length === 0)
    return (
      <Notice tone="warning" title={i18n.t('organisations.embed.no-site')}>
        <p>
          <a href="/organisation/embeds">{i18n.t('office.embed-sites')}</a>
        </p>
      </Notice>
    )
  return (
    <p>
      {i18n.t('organisations.embed.sites')}{' '}
      <bdi dir="ltr">{sites.map(({ origin }) => origin).join(', ')}</bdi>{' '}
      <a href="/organisation/embeds">{i18n.t('office.embed-sites')}</a>
    </p>
  )
}

function Look({ i18n, offer, form }: Props) {
  return (
    <form method="get" class="sheet">
      <Select
        name="what"
        label={i18n.t('organisations.embed.what')}
        options={offer.choices.map(({ what }) => ({
          value: what,
          label: i18n.t(`organisations.embed.what.${what}`),
        }))}
        form={form}
      />
      <Select
        name="lang"
        label={i18n.t('organisations.embed.language')}
        options={languages.map((value) => ({ value, label: languageNames[value] ?? value }))}
        form={form}
      />
      {offer.steps && (
        <Select
          name="step"
          label={i18n.t('organisations.embed.step')}
          empty={i18n.t('organisations.embed.step.first')}
          options={offer.steps}
          form={form}
        />
      )}
      <Select
        name="theme"
        label={i18n.t('organisations.embed.theme')}
        options={themeSchemes.map((value) => ({
          value,
          label: i18n.t(`organisations.embed.theme.${value}`),
        }))}
        form={form}
      />
      <Select
        name="font"
        label={i18n.t('organisations.embed.font')}
        options={themeLetters.map((value) => ({
          value,
          label: i18n.t(`organisations.embed.font.${value}`),
        }))}
        form={form}
      />
      <TextField
        name="accent"
        label={i18n.t('organisations.embed.accent')}
        note={i18n.t('ui.optional')}
        hint={i18n.t('organisations.embed.accent.hint')}
        maxlength={7}
        width="short"
        dir="ltr"
        form={form}
      />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('organisations.embed.make')}
        </button>
      </div>
    </form>
  )
}

function Code({ i18n, name, text }: { i18n: I18n; name: 'line' | 'frame' | 'link'; text: string }) {
  const id = `embed-${name}`
  return (
    <section class="card">
      <h2>{i18n.t(`organisations.embed.${name}`)}</h2>
      <div class="field">
        <label for={id}>{i18n.t(`organisations.embed.${name}.for`)}</label>
        <textarea id={id} readonly rows={6} dir="ltr" spellcheck={false}>
          {`\n${text}`}
        </textarea>
      </div>
      <p
        data-copy={id}
        data-label={i18n.t('organisations.embed.copy')}
        data-done={i18n.t('organisations.embed.copied')}
      ></p>
    </section>
  )
}
