//! One member of a row, without the rest of the row as JSON.

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeStruct, Serializer};
use serde_json::{Error, Map, Value};

use super::values;

/// The member of a row by its name, dotted for inner members: what [`values::member`] finds in the row as JSON.
pub(super) fn of(row: &impl Serialize, name: &str) -> Value {
    if let Some(value) = outer(row, name) {
        return value;
    }
    let Some((first, _)) = name.split_once('.') else { return Value::Null };
    let Some(value) = outer(row, first) else { return Value::Null };
    values::member(&Value::Object(Map::from_iter([(first.to_owned(), value)])), name).into_owned()
}

fn outer(row: &impl Serialize, name: &str) -> Option<Value> {
    row.serialize(Only { name }).ok().flatten()
}

/// Takes one member of a structure and passes over the others.
struct Only<'n> {
    name: &'n str,
}

struct Taking<'n> {
    name: &'n str,
    taken: Option<Value>,
}

impl SerializeStruct for Taking<'_> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if key == self.name {
            self.taken = Some(serde_json::to_value(value)?);
        }
        Ok(())
    }

    fn end(self) -> Result<Option<Value>, Error> {
        Ok(self.taken)
    }
}

fn no_row<T>() -> Result<T, Error> {
    Err(Error::custom("rows are structures"))
}

/// Methods for what is no row.
macro_rules! no_rows {
    ($($method:ident($($of:ty),*) -> $result:ty;)+) => {
        $(fn $method(self, $(_: $of),*) -> Result<$result, Error> { no_row() })+
    };
}

impl<'n> Serializer for Only<'n> {
    type Ok = Option<Value>;
    type Error = Error;
    type SerializeSeq = Impossible<Self::Ok, Error>;
    type SerializeTuple = Impossible<Self::Ok, Error>;
    type SerializeTupleStruct = Impossible<Self::Ok, Error>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = Impossible<Self::Ok, Error>;
    type SerializeStruct = Taking<'n>;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Taking<'n>, Error> {
        Ok(Taking { name: self.name, taken: None })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Self::Ok, Error> {
        no_row()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<Self::Ok, Error> {
        no_row()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, Error> {
        no_row()
    }

    no_rows! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{picture, testing};

    #[test]
    fn a_member_alone_is_that_of_the_whole_row() {
        let (plan, floor) = (testing::plan(), testing::floor());
        let rows = [
            json!(picture::session(&plan, &floor.sessions[0])),
            json!(picture::agent(&plan, &floor.agents[0])),
            json!(picture::queue(&plan, &floor.queues[0])),
        ];
        let alone = |place: usize, name: &str| match place {
            0 => of(&picture::session(&plan, &floor.sessions[0]), name),
            1 => of(&picture::agent(&plan, &floor.agents[0]), name),
            _ => of(&picture::queue(&plan, &floor.queues[0]), name),
        };
        let odd = ["", ".", "period", "period.", "period.none", "none", "not_ready_reasons_us.lunch", "state.x"];
        for (place, row) in rows.iter().enumerate() {
            let members = row.as_object().expect("a row is an object");
            let inner = members.iter().filter_map(|(name, value)| Some((name, value.as_object()?)));
            let dotted = inner.flat_map(|(name, inner)| inner.keys().map(move |key| format!("{name}.{key}")));
            let names: Vec<String> = members.keys().cloned().chain(dotted).chain(odd.map(str::to_owned)).collect();
            for name in names {
                assert_eq!(alone(place, &name), *values::member(row, &name), "{name}");
            }
        }
    }
}
