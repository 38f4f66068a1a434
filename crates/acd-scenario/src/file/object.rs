//! One macro for every object of the file, so that all of them treat unknown, repeated and null members alike.

/// Declares an object of the file: its members, which of them are required, and their types.
///
/// The struct holds an `Option` for each member. Reading takes an object and nothing else (derived code would
/// take a list as well), refuses unknown and repeated members and reads null as a wrong type.
macro_rules! object {
    (
        $(#[doc = $about:literal])+
        $name:ident $(<$life:lifetime>)? {
            $(
                $(#[doc = $doc:literal])+
                $need:ident $field:ident $(as $rename:literal)?: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub(crate) struct $name $(<$life>)? {
            $($(#[doc = $doc])+ pub(crate) $field: Option<$type>,)*
        }

        impl $(<$life>)? $name $(<$life>)? {
            /// The members, as the file calls them.
            const MEMBERS: &'static [&'static str] = &[$($crate::file::object::key!($field $($rename)?),)*];
        }

        impl<'de $(: $life, $life)?> serde::Deserialize<'de> for $name $(<$life>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $crate::file::object::on!('de $name $(<$life>)?);

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        $crate::file::object::expecting(f, <$crate::file::object::on!('de $name $(<$life>)?)>::MEMBERS)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut object = Self::Value::default();
                        while let Some(key) = map.next_key::<$crate::file::Key<'de>>()? {
                            match &*key {
                                $(
                                    $crate::file::object::key!($field $($rename)?) => {
                                        if object.$field.is_some() {
                                            return Err(serde::de::Error::duplicate_field(
                                                $crate::file::object::key!($field $($rename)?),
                                            ));
                                        }
                                        object.$field = Some(map.next_value()?);
                                    }
                                )*
                                unknown => {
                                    return Err(serde::de::Error::unknown_field(
                                        unknown,
                                        <Self::Value>::MEMBERS,
                                    ));
                                }
                            }
                        }
                        Ok(object)
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }

        #[cfg(feature = "schema")]
        impl $(<$life>)? $crate::schema::Shape for $name $(<$life>)? {
            fn shape(definitions: &mut $crate::schema::Definitions) -> serde_json::Value {
                definitions.object(
                    stringify!($name),
                    concat!($($about),+),
                    |definitions| vec![$($crate::schema::Member {
                        name: $crate::file::object::key!($field $($rename)?),
                        about: concat!($($doc),+),
                        required: stringify!($need) == "required",
                        shape: <$type as $crate::schema::Shape>::shape(definitions),
                    },)*],
                )
            }
        }
    };
}

/// The name of a member in the file.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $rename:literal) => {
        $rename
    };
}

/// A type of the file on the lifetime of the source.
macro_rules! on {
    ($de:lifetime $name:ident) => {
        $name
    };
    ($de:lifetime $name:ident <$life:lifetime>) => {
        $name<$de>
    };
}

pub(crate) use {key, object, on};

/// What every object says that it wants.
pub(crate) fn expecting(f: &mut std::fmt::Formatter<'_>, members: &[&str]) -> std::fmt::Result {
    const FEW: usize = 4;
    if members.len() <= FEW {
        write!(f, "an object with {}", crate::suggest::list(members.iter().copied()))
    } else {
        f.write_str("an object")
    }
}
