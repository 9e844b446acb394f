//! The form of the tables.

/// Rows of one group, under headings `[section("…")]` or `[tab("…", "…")]`:
///
/// ```text
/// table! {
///     THREADS of "Threads";
///
///     [section("")]
///     THREADS_ENABLED: Boolean("Threads_enabled", true).public();
/// }
/// ```
///
/// Each row makes a [`Definition`](super::Definition) and a [`Key`](super::Key) of its name.
macro_rules! table {
    (
        $rows:ident of $group:literal;
        $(
            [$place:expr]
            $($name:ident: $kind:ident($id:literal $(, $arg:expr)*) $(.$method:ident($($value:expr),*))*;)*
        )*
    ) => {
        pub(in crate::settings) const $rows: &[$crate::settings::Definition] = &[$($(
            $crate::settings::kinds::$kind::row($id $(, $arg)*)
                .under($group, $place)
                $(.$method($($value),*))*,
        )*)*];

        $($(
            #[doc = concat!("`", $id, "`")]
            pub const $name: $crate::settings::Key<
                <$crate::settings::kinds::$kind as $crate::settings::kinds::Shape>::Value,
            > = $crate::settings::Key::of($group, $rows, $id);
        )*)*
    };
}
