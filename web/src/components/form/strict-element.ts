import { ElConfigProvider, ElDatePicker, ElOption, ElSelect } from 'element-plus';
import type { FunctionalComponent, VNodeProps } from 'vue';

// Element Plus writes the types of some props with a helper that cannot be read where optional means absent, as in
// this project. Here stand those props as its documentation has them.

interface Words {
  name: string;
  el: object;
}

interface SelectProps {
  id?: string;
  modelValue: string;
  'aria-label': string;
  filterable: boolean;
  filterMethod: (words: string) => void;
  emptyValues: readonly (undefined | null)[];
  noMatchText: string;
  noDataText: string;
  placement: 'bottom-start';
  showArrow: boolean;
  appendTo: string;
  popperClass: string;
}

interface DateProps {
  id?: string;
  modelValue: string;
  type: 'date' | 'datetime';
  format: string;
  valueFormat: string;
  placeholder: string;
  'aria-label': string;
  appendTo: string;
  popperClass: string;
}

type NoEvents = Record<never, never>;
type Filled = { default: () => unknown };

export const Provider = ElConfigProvider as unknown as FunctionalComponent<{ locale: Words }, NoEvents, Filled>;
export const Option = ElOption as unknown as FunctionalComponent<
  VNodeProps & { value: string; label: string },
  NoEvents,
  Filled
>;
export const Select = ElSelect as unknown as FunctionalComponent<
  SelectProps,
  { 'update:modelValue': (value: string) => void; visibleChange: (isOpen: boolean) => void },
  Filled
>;
export const DatePicker = ElDatePicker as unknown as FunctionalComponent<
  DateProps,
  { 'update:modelValue': (value: string | null) => void; visibleChange: (isOpen: boolean) => void }
>;
