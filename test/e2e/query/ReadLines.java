import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the rows that Trino's reader of OpenX's JSON makes of a file, each as a list of JSON.
 *
 * Arguments: the file; the parameters of the table's SerDe as name=value, one a line; then name=type of each column. Trino is called
 * by reflection, since its classes are for a newer Java than the one that compiles this.
 */
public class ReadLines {
    private static final int MOST_BYTES = 64 << 20;

    public static void main(String[] arguments) throws Exception {
        Class<?> type = trino("spi.type.Type");
        Class<?> column = trino("hive.formats.line.Column");
        List<Object> columns = new ArrayList<>();
        List<Object> types = new ArrayList<>();
        for (String given : List.of(arguments).subList(2, arguments.length)) {
            String[] nameAndType = given.split("=", 2);
            types.add(typeOf(nameAndType[1]));
            columns.add(
                column
                    .getConstructor(String.class, type, int.class)
                    .newInstance(nameAndType[0], types.get(types.size() - 1), columns.size())
            );
        }

        Class<?> options = trino("hive.formats.line.openxjson.OpenXJsonOptions");
        Class<?> reader = trino("hive.formats.line.openxjson.OpenXJsonDeserializer");
        Object given = options.getMethod("fromSchema", Map.class).invoke(null, parameters(arguments[1]));
        Object deserializer = reader.getConstructor(List.class, options).newInstance(columns, given);

        Class<?> pages = trino("spi.PageBuilder");
        Class<?> line = trino("hive.formats.line.LineBuffer");
        Object builder = pages.getConstructor(List.class).newInstance(types);
        for (String text : Files.readString(Path.of(arguments[0])).split("\n")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Object buffer = line.getConstructor(int.class, int.class).newInstance(1024, MOST_BYTES);
            line.getMethod("write", byte[].class, int.class, int.class).invoke(buffer, bytes, 0, bytes.length);
            reader.getMethod("deserialize", line, pages).invoke(deserializer, buffer, builder);
        }

        Object page = pages.getMethod("build").invoke(builder);
        Method block = page.getClass().getMethod("getBlock", int.class);
        Method value = type.getMethod(
            "getObjectValue", trino("spi.connector.ConnectorSession"), trino("spi.block.Block"), int.class);
        int rows = (int) page.getClass().getMethod("getPositionCount").invoke(page);
        for (int row = 0; row < rows; row++) {
            List<Object> values = new ArrayList<>();
            for (int index = 0; index < types.size(); index++) {
                values.add(value.invoke(types.get(index), null, block.invoke(page, index), row));
            }
            System.out.println(json(values));
        }
    }

    private static Class<?> trino(String name) throws ClassNotFoundException {
        return Class.forName("io.trino." + name);
    }

    private static Map<String, String> parameters(String lines) {
        Map<String, String> all = new HashMap<>();
        lines.lines().map(text -> text.split("=", 2)).forEach(pair -> all.put(pair[0], pair[1]));
        return all;
    }

    /** The type that Trino has for one of the catalog. */
    private static Object typeOf(String name) throws Exception {
        Class<?> type = trino("spi.type.Type");
        return switch (name) {
            case "string" -> trino("spi.type.VarcharType").getField("VARCHAR").get(null);
            case "int" -> trino("spi.type.IntegerType").getField("INTEGER").get(null);
            case "bigint" -> trino("spi.type.BigintType").getField("BIGINT").get(null);
            case "array<struct<name:string,value:string>>" -> {
                Method field = trino("spi.type.RowType").getMethod("field", String.class, type);
                List<Object> fields = List.of(
                    field.invoke(null, "name", typeOf("string")), field.invoke(null, "value", typeOf("string")));
                Object struct = trino("spi.type.RowType").getMethod("from", List.class).invoke(null, fields);
                yield trino("spi.type.ArrayType").getConstructor(type).newInstance(struct);
            }
            default -> throw new IllegalArgumentException("the type " + name + " has no counterpart here: add it");
        };
    }

    private static String json(Object value) {
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(ReadLines::json).toList()) + "]";
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder all = new StringBuilder("\"");
        text.chars().forEach(unit -> all.append(String.format("\\u%04x", unit)));
        return all.append('"').toString();
    }
}
