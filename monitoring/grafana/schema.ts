// What a dashboard may look like, by Grafana's own types. `check` puts each dashboard behind this and lets the compiler say.
import type { Dashboard, FieldConfig, Panel, RowPanel } from '@grafana/schema';
import type {
  FieldConfig as Custom,
  Options as TimeSeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';

// A type as JSON writes it: the members of an enumeration are their values, and -Infinity, where thresholds begin, is null.
type Json<T> = unknown extends T ? T
  : T extends string ? `${T}`
  : T extends number ? `${T}` extends `${infer N extends number}` ? N : T
  : T extends ReadonlyArray<infer Item> ? Array<Json<Item>>
  : T extends object ? { [K in keyof T]: K extends 'value' ? Json<T[K]> | null : Json<T[K]> }
  : T;

type Query = { refId: string; expr: string; legendFormat: string };

type Visual<Type extends string, Options, Custom> = Json<Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'>> & {
  type: Type;
  options: Json<Partial<Options>>;
  targets: Query[];
  fieldConfig: { defaults: Json<Omit<FieldConfig, 'custom'>> & { custom?: Json<Custom> }; overrides: [] };
};

export type Checked = Json<Omit<Dashboard, 'panels'>> & {
  panels: Array<Visual<'stat', StatOptions, never> | Visual<'timeseries', TimeSeriesOptions, Custom> | Json<RowPanel>>;
};
